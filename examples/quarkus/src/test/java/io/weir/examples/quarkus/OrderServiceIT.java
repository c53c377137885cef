package io.weir.examples.quarkus;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same of the packaged application, in a JVM of its own. */
@QuarkusIntegrationTest
class OrderServiceIT extends OrderServiceTest {}
