/// What is added, and taken away, by manifests alone.
@NullMarked
package io.onefold.verify.metadata;

import org.jspecify.annotations.NullMarked;
