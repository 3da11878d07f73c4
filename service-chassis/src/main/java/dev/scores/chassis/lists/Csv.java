package dev.scores.chassis.lists;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.micronaut.http.MediaType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * A list as CSV (RFC 4180) with a header line: one item per line, CR LF line ends, UTF-8, quoted
 * only where necessary.
 *
 * @param columns the members of an item, in column order
 */
public record Csv<T>(List<String> columns, ItemWriter<T> item) implements ListFormat<T> {

  private static final CsvFactory CSV =
      CsvFactory.builder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build();

  public Csv {
    columns = List.copyOf(columns);
  }

  /** With the parameters that RFC 4180, section 3, and RFC 7111, section 5.1, register. */
  @Override
  public MediaType type() {
    return new MediaType("text/csv; charset=utf-8; header=present");
  }

  @Override
  public JsonGenerator begin(OutputStream target) throws IOException {
    CsvSchema.Builder schema = CsvSchema.builder().setLineSeparator("\r\n").setUseHeader(true);
    columns.forEach(schema::addColumn);
    CsvGenerator csv = CSV.createGenerator(target);
    csv.setSchema(schema.build());
    return csv;
  }

  /** Closing the generator writes the header line of an empty list. */
  @Override
  public void end(JsonGenerator csv, Optional<String> next) throws IOException {
    csv.close();
  }
}
