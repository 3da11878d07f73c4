package dev.scores.users.http;

import dev.scores.chassis.http.EachConnection;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes an update of what is no id for one of an id that is nobody's: of an update the payload is
 * judged first (design, section 4), but the framework reads paths before payloads, and where it
 * lets a filter change a request it loses the payload.
 */
@Singleton
final class UpdatesOfNobody extends EachConnection {

  private static final Pattern OF_A_USER =
      Pattern.compile("/users/([^/?]+)(?:\\?.*)?", Pattern.DOTALL);
  private static final Pattern ENCODED_DIGIT = Pattern.compile("%3([0-9])");
  private static final Pattern ID = Pattern.compile("[1-9][0-9]*");
  private static final String NOBODY = "/users/" + Long.MAX_VALUE;

  @Override
  protected void prepare(Channel connection) {
    connection
        .pipeline()
        .addBefore(
            ChannelPipelineCustomizer.HANDLER_MICRONAUT_INBOUND,
            "updates-of-nobody",
            Reader.INSTANCE);
  }

  @Sharable
  private static final class Reader extends ChannelInboundHandlerAdapter {

    static final Reader INSTANCE = new Reader();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest request
          && request.method().equals(HttpMethod.PUT)
          && isOfNobody(request.uri())) {
        request.setUri(NOBODY);
      }
      context.fireChannelRead(message);
    }

    /** No group is repeated: of five thousand digits that would take five thousand stack frames. */
    private static boolean isOfNobody(String target) {
      Matcher user = OF_A_USER.matcher(target);
      return user.matches()
          && !ID.matcher(ENCODED_DIGIT.matcher(user.group(1)).replaceAll("$1")).matches();
    }
  }
}
