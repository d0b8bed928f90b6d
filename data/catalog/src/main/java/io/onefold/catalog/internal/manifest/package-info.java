/// What manifests may say: schemas, checks across them, and the control rows they become.
@NullMarked
package io.onefold.catalog.internal.manifest;

import org.jspecify.annotations.NullMarked;
