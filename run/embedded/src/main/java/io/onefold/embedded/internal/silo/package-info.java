/// How a folder of schemas and data becomes databases.
@NullMarked
package io.onefold.embedded.internal.silo;

import org.jspecify.annotations.NullMarked;
