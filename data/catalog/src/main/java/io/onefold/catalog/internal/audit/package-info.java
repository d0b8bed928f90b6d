/// How the audit log keeps events so that a change or a gap shows.
@NullMarked
package io.onefold.catalog.internal.audit;

import org.jspecify.annotations.NullMarked;
