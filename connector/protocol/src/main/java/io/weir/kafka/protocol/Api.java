package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import org.jspecify.annotations.Nullable;

/**
 * One of Kafka's APIs: a request, its response, and the versions in which both exist.
 *
 * @param key the number that a request's header carries
 * @param name Kafka's name, as in "Produce"
 * @param highestStable the last version that Kafka has released; later ones may still change and
 *     are spoken only by peers that ask for them
 */
public record Api<Q extends Record, R extends Record>(
    int key, String name, MessageShape<Q> request, MessageShape<R> response, int highestStable) {

  /** The lowest version that this library can write and read. */
  public int lowest() {
    return request.versions().lowest();
  }

  /** The highest version that this library can write and read, released or not. */
  public int highest() {
    return request.versions().highest();
  }

  /** The first version with compact lengths and tagged fields. */
  public int flexibleFrom() {
    return request.versions().flexibleFrom();
  }

  /** The version of the {@link RequestHeader} before a request of this version. */
  public int requestHeaderVersion(int version) {
    return request.versions().flexible(version) ? 2 : 1;
  }

  /**
   * The version of the {@link ResponseHeader} before a response of this version. That of
   * ApiVersions is always 0: a client must be able to read it before it knows the broker (KIP-511).
   */
  public int responseHeaderVersion(int version) {
    boolean tagged = key != Apis.API_VERSIONS.key() && response.versions().flexible(version);
    return tagged ? 1 : 0;
  }

  /** The header of a request of this API. */
  public RequestHeader header(int version, int correlationId, @Nullable String clientId) {
    return new RequestHeader((short) key, (short) version, correlationId, clientId);
  }
}
