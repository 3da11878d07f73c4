package dev.scores.conformance;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a report in the XML format of JUnit, with a test case for each rule. */
final class JunitReport {

  private final XMLStreamWriter xml;

  private JunitReport(XMLStreamWriter xml) {
    this.xml = xml;
  }

  static void write(RunReport report, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory()
              .createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
      new JunitReport(xml).write(report);
      xml.close();
    } catch (XMLStreamException exception) {
      throw new IOException(exception);
    }
  }

  private void write(RunReport report) throws XMLStreamException {
    xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", "conformance of " + report.service());
    xml.writeAttribute("tests", "" + report.results().size());
    xml.writeAttribute("failures", "" + report.different());
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", "" + report.notJudged());
    xml.writeAttribute(
        "time",
        seconds(
            report.results().stream().map(RuleResult::time).reduce(Duration.ZERO, Duration::plus)));
    for (RuleResult result : report.results()) {
      write(result);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void write(RuleResult result) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", result.rule().group());
    xml.writeAttribute("name", result.rule().name());
    xml.writeAttribute("time", seconds(result.time()));
    if (result.differs()) {
      Finding first = result.findings().getFirst();
      xml.writeStartElement("failure");
      xml.writeAttribute(
          "message",
          allowed(
              "%s %s: expected %s, was %s"
                  .formatted(first.method(), first.path(), first.expected(), first.actual())));
      xml.writeCharacters(
          allowed(
              result.findings().stream()
                  .map(TextReport::details)
                  .collect(Collectors.joining("\n\n"))));
      xml.writeEndElement();
    } else if (result.isNotJudged()) {
      xml.writeEmptyElement("skipped");
      xml.writeAttribute("message", allowed(result.notJudged()));
    }
    xml.writeEndElement();
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
  }

  /** Replaces characters that XML 1.0 does not allow. */
  private static String allowed(String text) {
    return text.replaceAll(
        "[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
  }
}
