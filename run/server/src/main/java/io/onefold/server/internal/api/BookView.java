package io.onefold.server.internal.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.onefold.fraud.book.RuleDesk;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.Mode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A version of a rule or policy as it is shown.
///
/// @param mode draft, shadow, active or retired
/// @param body the body of its manifest; it never changes
/// @param approver who published it; null: nobody yet
/// @param activeFrom since when it has been active; null: not yet
record BookView(
        String id,
        int version,
        String mode,
        @JsonRawValue String body,
        String author,
        @Nullable String approver,
        @Nullable Instant activeFrom) {

    /// All versions of one id, oldest first.
    record BookVersions(String id, List<BookView> versions) {}

    /// What came of a publication.
    ///
    /// @param edition the edition of the book that has the version in force
    /// @param backtest what it would have done to the last 30 days
    record PublishedVersion(BookView version, long edition, BacktestView.BacktestReport backtest) {

        static PublishedVersion of(RuleDesk.Published published, String id, int version) {
            return new PublishedVersion(
                    published.edition().versions().stream()
                            .filter(one -> one.id().equals(id) && one.version() == version)
                            .map(BookView::of)
                            .findFirst()
                            .orElseThrow(),
                    published.edition().number(),
                    BacktestView.BacktestReport.of(published.backtest()));
        }
    }

    static BookView of(BookVersion version) {
        return new BookView(
                version.id(),
                version.version(),
                version.mode().wireName(),
                version.body(),
                version.author(),
                version.approver(),
                version.activeFrom());
    }

    /// A part of a book, by id and version.
    ///
    /// @param mode only these; null: all
    static Window<BookView> window(
            List<BookVersion> all, @Nullable String mode, @Nullable String after, int limit) {
        Mode wanted = mode == null ? null : Asked.one(Mode.values(), "mode", mode);
        List<BookVersion> those =
                all.stream()
                        .filter(one -> wanted == null || one.mode() == wanted)
                        .sorted(Comparator.comparing(BookView::key))
                        .toList();
        return Window.of(those, BookView::key, after, limit).map(BookView::of);
    }

    /// Sorts as the book does: by id, then by version as a number.
    private static String key(BookVersion version) {
        return "%s@%09d".formatted(version.id(), version.version());
    }
}
