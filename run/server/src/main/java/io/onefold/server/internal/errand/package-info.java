/// Work that goes on after its answer: written down, done one after another, told what came of it.
@NullMarked
package io.onefold.server.internal.errand;

import org.jspecify.annotations.NullMarked;
