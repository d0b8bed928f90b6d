package io.onefold.server.internal.api;

import io.onefold.lake.AsOf;
import io.onefold.lake.ReadDoor;
import io.onefold.lake.ReadLimits;
import io.onefold.lake.RowStream;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// SQL over governed names, under the caller's masks.
@RestController
@Tag(name = "sql")
class SqlController {

    /// The most characters of a statement.
    static final int SQL_CHARACTERS_MAX = 32_768;

    private final ReadDoor door;

    SqlController(ReadDoor door) {
        this.door = door;
    }

    /// @param sql one SELECT
    /// @param asOf the moment to read at; absent: now
    /// @param limit most rows of the answer; absent: 10,000, which is also the most
    record SqlRequest(@Nullable String sql, @Nullable Instant asOf, @Nullable Long limit) {}

    @PostMapping("/api/sql")
    @Operation(
            summary =
                    "Run one SELECT over governed tables; every value is under the caller's masks")
    Answer sql(@RequestBody SqlRequest request, @AuthenticationPrincipal Principal caller) {
        caller.require(Permission.DATA_READ);
        String sql = Asked.text("sql", request.sql(), SQL_CHARACTERS_MAX);
        long most = ReadLimits.DEFAULT.rowsMax();
        long limit = request.limit() == null ? most : Asked.within("limit", request.limit(), most);
        AsOf asOf = request.asOf() == null ? AsOf.LATEST : new AsOf.At(request.asOf());
        try (RowStream rows =
                door.query(
                        caller, sql, asOf, new ReadLimits(limit, ReadLimits.DEFAULT.timeout()))) {
            return Answer.of(rows);
        }
    }
}
