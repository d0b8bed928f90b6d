/// `onefold audit …`: the audit log is verified, exported, its key named.
@NullMarked
package io.onefold.cli.internal.audit;

import org.jspecify.annotations.NullMarked;
