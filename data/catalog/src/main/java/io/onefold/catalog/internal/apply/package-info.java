/// How manifests become control rows, in one transaction, without losing edits made by hand.
@NullMarked
package io.onefold.catalog.internal.apply;

import org.jspecify.annotations.NullMarked;
