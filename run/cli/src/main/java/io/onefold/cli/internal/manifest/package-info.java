/// Commands about manifests: applied, shown, deleted, checked.
@NullMarked
package io.onefold.cli.internal.manifest;

import org.jspecify.annotations.NullMarked;
