package io.weir.kafka.testcluster.launch;

import io.weir.kafka.testcluster.socket.Listener;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code INTERNAL://127.0.0.1:19092}. */
final class ListenerOption implements ITypeConverter<Listener> {

  private static final Pattern FORM = Pattern.compile("(\\w+)://([^:/]+):(\\d{1,5})");

  @Override
  public Listener convert(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is not <NAME>://<host>:<port> such as INTERNAL://127.0.0.1:19092");
    }
    try {
      return new Listener(
          matcher.group(1), matcher.group(2), Integer.parseInt(matcher.group(3)), null);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
