package io.onefold.lake;

import io.onefold.lake.internal.read.Reading;
import io.onefold.model.ErrorCode;
import io.onefold.model.OnefoldException;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The one door for everybody who reads governed rows: the SQL console, the API, query libraries,
/// quarantine lists, exports. A query is one SELECT over governed names. Each table becomes a
/// masked view of a pinned snapshot before the query binds, so WHERE, JOIN, ORDER BY and aggregates
/// see masked values. Safe for many threads.
public final class ReadDoor {

    private final Lake lake;
    private final Clock clock;
    private final Semaphore places;

    public ReadDoor(Lake lake, Clock clock) {
        this.lake = lake;
        this.clock = clock;
        this.places = new Semaphore(lake.settings().readersMax(), true);
    }

    /// Runs a query as a principal.
    ///
    /// @param asOf the moment of every table in it
    /// @throws OnefoldException (FORBIDDEN) without permission `data_read`, (INVALID_INPUT) for SQL
    ///   that is not one SELECT over governed names, (NOT_FOUND) for an unknown table,
    ///   (UNAVAILABLE) when no reader's place gets free in time
    public RowStream query(Principal principal, String sql, AsOf asOf, ReadLimits limits) {
        principal.require(Permission.DATA_READ);
        takePlace(limits);
        boolean given = false;
        try {
            RowStream rows =
                    Reading.start(
                            new Reading.Request(principal, sql, asOf, limits),
                            lake.tables(),
                            lake.governance(),
                            lake.readers(),
                            clock,
                            places::release);
            given = true;
            return rows;
        } finally {
            if (!given) {
                places.release();
            }
        }
    }

    /// How a principal reads a table now.
    ///
    /// @throws OnefoldException (NOT_FOUND) naming the nearest table
    public MaskPlan explain(Principal principal, io.onefold.model.TableName table) {
        return MaskPlan.of(lake.governance(), principal, table, lake.require(table).columns());
    }

    private void takePlace(ReadLimits limits) {
        boolean free;
        try {
            free = places.tryAcquire(limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            free = false;
        }
        if (!free) {
            throw new OnefoldException(
                    ErrorCode.UNAVAILABLE,
                    "all "
                            + lake.settings().readersMax()
                            + " places for readers are taken; try again in a moment");
        }
    }
}
