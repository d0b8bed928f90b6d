/// How a decision's bytes are made small.
@NullMarked
package io.onefold.server.internal.decisions.pack;

import org.jspecify.annotations.NullMarked;
