/// What decisions are sealed with: key-encryption keys, data keys of users, envelopes.
@NullMarked
package io.onefold.server.internal.decisions.seal;

import org.jspecify.annotations.NullMarked;
