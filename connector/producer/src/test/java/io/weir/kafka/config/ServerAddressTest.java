package io.weir.kafka.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "broker:9092                        | [broker:9092]",
        "a:1,b:2                            | [a:1, b:2]",
        "' a:1 , b:2 ,, '                   | [a:1, b:2]",
        "a:1,a:1                            | [a:1]",
        "PLAINTEXT://a.b-c_d.example:9092   | [a.b-c_d.example:9092]",
        "plaintext://a:1                    | [a:1]",
        "127.0.0.1:65535                    | [127.0.0.1:65535]",
        "[::1]:9092                         | [[::1]:9092]",
        "PLAINTEXT://[fe80::1%eth0]:9092    | [[fe80::1%eth0]:9092]",
      })
  void goodListsAreRead(String text, String addresses) {
    assertThat(ServerAddress.parseList(text)).hasToString(addresses);
  }

  @Test
  void bracketsAreNoPartOfTheHost() {
    assertThat(ServerAddress.parseList("[::1]:9092"))
        .containsExactly(new ServerAddress("::1", 9092));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "broker          | broker is not host:port; add the port, such as broker:9092",
        "broker:         | broker: is not host:port",
        ":9092           | :9092 is not host:port",
        "broker:kafka    | broker:kafka is not host:port",
        "broker:0        | broker:0: a port is 1 to 65535",
        "broker:65536    | broker:65536: a port is 1 to 65535",
        "broker:999999   | broker:999999 is not host:port",
        "::1:9092        | ::1:9092 is not host:port; an IPv6 address stands in brackets",
        "[broker]:9092   | 'broker' cannot be the name of a host",
        "my broker:9092  | 'my broker' cannot be the name of a host",
        "a:1;b:2         | a:1;b:2 is not host:port",
        "SSL://a:1       | SSL://a:1: only PLAINTEXT:// is supported yet",
        "http://a:1/x    | http://a:1/x is not host:port",
        "','             | no address",
      })
  void badListsSayWhatIsWrong(String text, String reason) {
    assertThatThrownBy(() -> ServerAddress.parseList(text))
        .isInstanceOf(ValueType.Refusal.class)
        .hasMessageContaining(reason);
  }

  @Test
  void eachBadItemIsNamed() {
    assertThatThrownBy(() -> ServerAddress.parseList("a, b:2, c"))
        .hasMessageContaining("a is not host:port")
        .hasMessageContaining("c is not host:port");
  }
}
