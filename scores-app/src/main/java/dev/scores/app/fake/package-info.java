/**
 * The fake: this service on the in-memory stores of the domain, for tests of its clients
 * (docs/adr/0038).
 *
 * <p>Start with {@link dev.scores.app.fake.FakeService}, which registers the stores in the place of
 * the database and the users service. Every bean of this package depends on one that only {@code
 * FakeService} registers, so no setting of the normal service enables any of them.
 */
@NullMarked
package dev.scores.app.fake;

import org.jspecify.annotations.NullMarked;
