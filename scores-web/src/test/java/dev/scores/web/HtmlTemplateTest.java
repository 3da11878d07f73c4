package dev.scores.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlTemplateTest {

  @Test
  void textsAreEscapedAndFillPlaceholdersOnce() {
    Texts texts = new Texts("en", Map.of("nav.me", "<b> & {{title}} $1 \\", "title", "T"));
    assertEquals(
        "<p>&lt;b&gt; &amp; &#123;&#123;title}} $1 \\</p>{{other}}",
        new HtmlTemplate("<p>{{nav.me}}</p>{{other}}").with(texts).html());
  }

  @Test
  void valueIsHtml() {
    assertEquals(
        "<i>&amp;</i>", new HtmlTemplate("{{main}}").with("main", "<i>&amp;</i>").finished());
  }

  @Test
  void placeholderWithoutAValueIsAnError() {
    assertEquals(
        "placeholder without a value: {{nav.me}}",
        assertThrows(IllegalStateException.class, () -> new HtmlTemplate("a {{nav.me}}").finished())
            .getMessage());
  }

  @Test
  void textIsSafeInContentAndAttributes() {
    assertEquals(
        "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp; &#123;&#123;main}}",
        HtmlTemplate.escaped("<a href=\"x\" title='y'>&amp; {{main}}"));
  }
}
