/// Decisions as their operators meet them: rules, policies and models that come into force by
/// commands, and payments that are decided by them over HTTP.
@NullMarked
package io.onefold.verify.decisions;

import org.jspecify.annotations.NullMarked;
