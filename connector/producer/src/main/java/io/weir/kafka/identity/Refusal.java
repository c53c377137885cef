package io.weir.kafka.identity;

import io.weir.kafka.protocol.ErrorCode;

/**
 * Why there is no producer id, in a way that does not pass by itself.
 *
 * @param reason a clause that names the broker and its answer
 */
public record Refusal(ErrorCode error, String reason) {}
