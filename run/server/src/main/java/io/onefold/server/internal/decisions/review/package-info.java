/// What people do about decisions: alerts, cases, labels, lists, remembered false positives.
@NullMarked
package io.onefold.server.internal.decisions.review;

import org.jspecify.annotations.NullMarked;
