package io.weir.kafka.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what each connector adds to the class path of an application. */
@Command(
    name = "footprint",
    description = "The jars and megabytes that an application gains with each connector.",
    mixinStandardHelpOptions = true)
final class FootprintCommand implements Callable<Integer> {
  private static final List<String> CONNECTORS = List.of("weir-kafka", "smallrye-kafka");

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ClassPath framework = ClassPath.of("framework");
    out.printf("Framework alone: %s%n", framework.summary());
    for (String connector : CONNECTORS) {
      print(out, connector, ClassPath.of(connector).without(framework));
    }
    out.flush();
    return 0;
  }

  private static void print(PrintWriter out, String connector, ClassPath gained)
      throws IOException {
    out.printf("%n%s adds %s:%n", connector, gained.summary());
    for (ClassPath.Entry entry : gained.entries()) {
      out.printf(Locale.ROOT, "  %,10d  %s%n", entry.bytes(), entry.name());
    }
  }
}
