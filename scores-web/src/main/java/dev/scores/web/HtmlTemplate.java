package dev.scores.web;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTML with placeholders such as <code>{{title}}</code>.
 *
 * @param html the template
 */
public record HtmlTemplate(String html) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z_.]+)\\}\\}");

  /**
   * Fills the placeholders.
   *
   * @param values the HTML by which a placeholder is replaced; empty to keep it
   */
  public HtmlTemplate with(Function<String, Optional<String>> values) {
    return new HtmlTemplate(
        PLACEHOLDER
            .matcher(html)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(values.apply(found.group(1)).orElse(found.group()))));
  }

  /** Fills one placeholder. */
  public HtmlTemplate with(String name, String value) {
    return with(found -> found.equals(name) ? Optional.of(value) : Optional.empty());
  }

  /** Fills the placeholders that are keys of texts. */
  public HtmlTemplate with(Texts texts) {
    return with(name -> texts.find(name).map(HtmlTemplate::escaped));
  }

  /**
   * The finished HTML.
   *
   * @throws IllegalStateException if a placeholder is left
   */
  public String finished() {
    Matcher left = PLACEHOLDER.matcher(html);
    if (left.find()) {
      throw new IllegalStateException("placeholder without a value: " + left.group());
    }
    return html;
  }

  /**
   * The text as HTML, for the content of an element or a quoted attribute; what looks like a
   * placeholder is not filled.
   */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;")
        .replace("{{", "&#123;&#123;");
  }
}
