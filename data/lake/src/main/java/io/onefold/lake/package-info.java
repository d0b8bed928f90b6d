/// The only door to the lake: Iceberg tables, written and read by DuckDB in process. Stages use a
/// {@link io.onefold.lake.LakeSession} of a system principal; everybody else reads masked rows
/// through {@link io.onefold.lake.ReadDoor}.
@NullMarked
package io.onefold.lake;

import org.jspecify.annotations.NullMarked;
