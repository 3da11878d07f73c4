package dev.scores.chassis.lists;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.scores.chassis.http.PooledJson;
import io.micronaut.http.MediaType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * A list as CSV (RFC 4180) with a header line: an item a line, ended by CR LF, in UTF-8, quoted
 * only where it must be.
 *
 * @param columns the members of an item, in the order in which they are to stand
 */
public record Csv<T>(List<String> columns, ItemWriter<T> item) implements ListFormat<T> {

  private static final CsvFactory CSV =
      CsvFactory.builder()
          .recyclerPool(PooledJson.POOL)
          .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
          .build();

  public Csv {
    columns = List.copyOf(columns);
  }

  /** The parameters are those that RFC 4180, section 3, and RFC 7111, section 5.1, register. */
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

  /** Also of an empty list the header line is written: by the generator, at the latest now. */
  @Override
  public void end(JsonGenerator csv, Optional<String> next) throws IOException {
    csv.close();
  }
}
