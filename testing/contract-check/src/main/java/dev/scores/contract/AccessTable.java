package dev.scores.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Permissions: a row for each operation of a contract, a column for each kind of caller. Fields are
 * separated by bars; the first line names the callers. Immutable.
 */
public final class AccessTable {

  private final Contract contract;
  private final List<String> callers;
  private final Map<String, List<String>> rows = new LinkedHashMap<>();

  private AccessTable(Contract contract, List<List<String>> lines) {
    this.contract = contract;
    this.callers = tail(lines.getFirst());
    lines.stream().skip(1).forEach(line -> rows.put(line.getFirst(), tail(line)));
  }

  /**
   * The expected status for a caller.
   *
   * @param note the text after the status, which the test defines; may be empty
   */
  public record Case(Operation operation, String caller, int status, String note) {

    @Override
    public String toString() {
      return (operation + " " + caller + " " + status + " " + note).strip();
    }
  }

  /**
   * Parses a table.
   *
   * @throws IllegalArgumentException when an operation has no row, a row no operation, or a row not
   *     a field for each caller
   */
  public static AccessTable of(Contract contract, String table) {
    AccessTable read = new AccessTable(contract, table.lines().map(AccessTable::fields).toList());
    Set<String> operations =
        contract.operations().stream()
            .map(Operation::id)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!operations.equals(new TreeSet<>(read.rows.keySet()))) {
      throw new IllegalArgumentException(
          "the contract has the operations "
              + operations
              + ", the table "
              + new TreeSet<>(read.rows.keySet()));
    }
    read.rows.forEach(read::requireComplete);
    return read;
  }

  /** Returns a case for each operation and caller, in the order of the contract. */
  public List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Operation operation : contract.operations()) {
      List<String> cells = rows.getOrDefault(operation.id(), List.of());
      IntStream.range(0, callers.size())
          .mapToObj(i -> read(operation, callers.get(i), cells.get(i)))
          .forEach(cases::add);
    }
    return cases;
  }

  private static Case read(Operation operation, String caller, String cell) {
    int space = cell.indexOf(' ');
    return space < 0
        ? new Case(operation, caller, Integer.parseInt(cell), "")
        : new Case(
            operation,
            caller,
            Integer.parseInt(cell.substring(0, space)),
            cell.substring(space + 1));
  }

  private void requireComplete(String operation, List<String> cells) {
    if (cells.size() != callers.size()) {
      throw new IllegalArgumentException(
          operation + " has the fields " + cells + " for the callers " + callers);
    }
  }

  private static List<String> fields(String line) {
    return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
  }

  private static List<String> tail(List<String> fields) {
    return fields.subList(1, fields.size());
  }
}
