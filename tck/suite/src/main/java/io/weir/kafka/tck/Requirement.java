package io.weir.kafka.tck;

/**
 * One thing that users of a connector may rely on. Has no state: each check starts a cluster and an
 * application of its own and ends both.
 */
public interface Requirement {

  /** The rule, as a sentence. */
  String rule();

  /** Where it comes from: an issue that users have filed, or a section of a specification. */
  String source();

  /**
   * Looks whether a connector keeps the rule. A connector that breaks it costs some seconds.
   *
   * @throws Exception if it cannot be looked at: nothing is known then
   */
  Finding check(Subject subject) throws Exception;
}
