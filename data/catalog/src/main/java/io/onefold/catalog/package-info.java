/// What the system knows of itself: settings and secrets, manifests and the control tables they
/// fill, runs and audit.
@NullMarked
package io.onefold.catalog;

import org.jspecify.annotations.NullMarked;
