package dev.scores.chassis.lists;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A list of notes, written in each form by the same code. */
class ListFormsTest {

  private record Note(int id, String text, boolean done) {

    static void write(JsonGenerator target, Note note) throws IOException {
      target.writeStartObject();
      target.writeNumberField("id", note.id());
      target.writeStringField("text", note.text());
      target.writeBooleanField("done", note.done());
      target.writeEndObject();
    }
  }

  private static final ListFormat<Note> ENVELOPE = new JsonEnvelope<>("notes", Note::write);
  private static final ListFormat<Note> LINES = new JsonLines<>(Note::write);
  private static final ListFormat<Note> CSV = new Csv<>(List.of("id", "text", "done"), Note::write);

  private static final Note A = new Note(1, "a".repeat(30), true);
  private static final Note B = new Note(2, "x, \"y\"\r\nä", false);

  @Test
  void envelopeContainsTheNextCursor() {
    assertEquals(
        "{\"status\":\"success\",\"data\":{\"notes\":["
            + "{\"id\":1,\"text\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"done\":true}],\"next\":\"n\"}}",
        written(ENVELOPE, Optional.of("n"), List.of(List.of(A))));
    assertEquals(
        "{\"status\":\"success\",\"data\":{\"notes\":[]}}",
        written(ENVELOPE, Optional.empty(), List.of(List.of())));
  }

  @Test
  void everyLineEndsWithALineFeed() {
    assertEquals(
        """
        {"id":1,"text":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","done":true}
        {"id":2,"text":"x, \\"y\\"\\r\\nä","done":false}
        """,
        written(LINES, Optional.of("n"), List.of(List.of(A), List.of(B))));
    assertEquals("", written(LINES, Optional.empty(), List.of(List.of())));
  }

  @Test
  void csvHasAHeaderLineAndMinimalQuotes() {
    assertEquals(
        """
        id,text,done\r
        1,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,true\r
        2,"x, ""y""\r
        ä",false\r
        """,
        written(CSV, Optional.of("n"), List.of(List.of(A), List.of(B))));
    assertEquals("id,text,done\r\n", written(CSV, Optional.empty(), List.of(List.of())));
  }

  private static String written(
      ListFormat<Note> form, Optional<String> next, List<List<Note>> pages) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      JsonGenerator generator = form.begin(text);
      for (List<Note> page : pages) {
        for (Note note : page) {
          form.item().write(generator, note);
        }
        generator.flush();
      }
      form.end(generator, next);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
