package io.onefold.server.internal.api;

import io.onefold.lake.ReadLimits;
import io.onefold.lake.RowStream;
import io.onefold.model.DatasetName;
import io.onefold.model.access.Permission;
import io.onefold.model.access.Principal;
import io.onefold.quality.Quarantine;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Rejected rows: counted by reason, shown under the caller's masks.
@RestController
@RequestMapping("/api/quarantine")
@Tag(name = "quarantine")
class QuarantineController {

    private final Quarantine quarantine;

    /// @param dataset the dataset
    /// @param rows the rows that stand in quarantine
    /// @param latest when the newest of them was rejected; null: there is none
    /// @param reasons how many rows broke each rule, the most frequent first
    record QuarantineView(
            String dataset, long rows, @Nullable Instant latest, List<ReasonView> reasons) {}

    /// @param column the raw column to look at; null: the whole row
    record ReasonView(String rule, @Nullable String column, long rows) {}

    QuarantineController(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    @GetMapping
    @Operation(summary = "Every dataset's rejected rows, counted by reason")
    Window<QuarantineView> quarantines(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit,
            @AuthenticationPrincipal Principal caller) {
        caller.require(Permission.DATA_READ);
        return Window.of(quarantine.datasets(), DatasetName::toString, after, limit)
                .map(dataset -> view(quarantine.list(dataset, caller)));
    }

    @GetMapping("/{dataset}")
    @Operation(summary = "A dataset's rejected rows, newest first, each with all its reasons")
    Answer quarantine(
            @PathVariable String dataset,
            @RequestParam(required = false) @Nullable String rule,
            @RequestParam(defaultValue = "100") int limit,
            @AuthenticationPrincipal Principal caller) {
        caller.require(Permission.DATA_READ);
        ReadLimits limits =
                new ReadLimits(
                        Asked.within("limit", limit, Window.LIMIT_MAX),
                        ReadLimits.DEFAULT.timeout());
        try (RowStream rows =
                quarantine.show(
                        DatasetName.parse(dataset), Optional.ofNullable(rule), caller, limits)) {
            return Answer.of(rows);
        }
    }

    private static QuarantineView view(Quarantine.Summary summary) {
        return new QuarantineView(
                summary.dataset().toString(),
                summary.rows(),
                summary.latest(),
                summary.reasons().stream()
                        .map(r -> new ReasonView(r.rule(), r.column(), r.rows()))
                        .toList());
    }
}
