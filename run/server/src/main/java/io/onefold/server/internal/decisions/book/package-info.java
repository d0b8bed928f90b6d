/// The versions by which decisions are made: rules, policies, models, feature plans.
@NullMarked
package io.onefold.server.internal.decisions.book;

import org.jspecify.annotations.NullMarked;
