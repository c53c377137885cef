package io.weir.kafka.testcluster.assertj;

import io.weir.kafka.testcluster.StoredRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Looks at records. They come partition by partition, each in offset order; between partitions
 * there is no order. Values are compared as UTF-8.
 */
public final class RecordsAssert extends AbstractAssert<RecordsAssert, List<StoredRecord>> {

  RecordsAssert(List<StoredRecord> records) {
    super(records, RecordsAssert.class);
  }

  /** Only those of one partition are looked at from here on. */
  public RecordsAssert inPartition(int partition) {
    return new RecordsAssert(
            actual.stream().filter(record -> record.partition() == partition).toList())
        .as("%s, partition %d", descriptionText(), partition);
  }

  public RecordsAssert hasSize(int count) {
    if (actual.size() != count) {
      failWithMessage("Expected %d, but found %d:%s", count, actual.size(), Lines.of(actual));
    }
    return this;
  }

  public RecordsAssert isEmpty() {
    return hasSize(0);
  }

  /**
   * No two records have the same key and value, wherever they are: what a test gets that gives each
   * record a value of its own.
   */
  public RecordsAssert hasNoDuplicates() {
    Map<List<@Nullable Object>, StoredRecord> first = new LinkedHashMap<>();
    List<String> duplicates = new ArrayList<>();
    for (StoredRecord each : actual) {
      StoredRecord earlier = first.putIfAbsent(Arrays.asList(each.key(), each.value()), each);
      if (earlier != null) {
        duplicates.add(
            "%s and %s, both %s"
                .formatted(
                    Lines.place(earlier), Lines.place(each), Lines.quoted(each.valueText())));
      }
    }
    if (!duplicates.isEmpty()) {
      failWithMessage(
          "Expected no duplicates, but found %d:%s", duplicates.size(), Lines.of(duplicates));
    }
    return this;
  }

  /**
   * Each partition holds those of the values that are in it in the order in which they are given,
   * and each value is somewhere; other records may lie between.
   */
  public RecordsAssert containsValuesInOrder(String... values) {
    List<String> expected = List.of(values);
    Map<Integer, List<StoredRecord>> byPartition = new LinkedHashMap<>();
    actual.forEach(
        each -> byPartition.computeIfAbsent(each.partition(), p -> new ArrayList<>()).add(each));
    containsValues(values);
    byPartition.forEach((partition, records) -> inOrder(partition, records, expected));
    return this;
  }

  private void inOrder(int partition, List<StoredRecord> records, List<String> values) {
    List<String> found =
        records.stream()
            .map(StoredRecord::valueText)
            .filter(Objects::nonNull)
            .filter(values::contains)
            .toList();
    Iterator<String> rest = values.iterator();
    for (String each : found) {
      if (!reaches(rest, each)) {
        failWithMessage(
            "Expected the values of partition %d in order, but %s comes too late or twice:%s",
            partition, Lines.quoted(each), Lines.of(records));
      }
    }
  }

  private static boolean reaches(Iterator<String> rest, String value) {
    while (rest.hasNext()) {
      if (rest.next().equals(value)) {
        return true;
      }
    }
    return false;
  }

  /** Each value is in at least one record. */
  public RecordsAssert containsValues(String... values) {
    List<String> found =
        actual.stream().map(StoredRecord::valueText).filter(Objects::nonNull).toList();
    List<String> missing =
        Arrays.stream(values).filter(value -> !found.contains(value)).map(Lines::quoted).toList();
    if (!missing.isEmpty()) {
      failWithMessage(
          "Expected the values%s\nbut found %d records:%s",
          Lines.of(missing), actual.size(), Lines.of(actual));
    }
    return this;
  }
}
