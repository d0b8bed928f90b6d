package io.onefold.fraud.memory;

import io.onefold.fraud.ProblemCode;
import io.onefold.fraud.ProblemException;
import io.onefold.fraud.port.Book;
import io.onefold.fraud.port.BookVersion;
import io.onefold.fraud.port.Edition;
import io.onefold.fraud.port.Mode;
import io.onefold.fraud.port.NewVersion;
import io.onefold.model.access.Principal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps a book in memory, for tests.
public final class MemoryBook implements Book {

    private final List<BookVersion> versions = new ArrayList<>();
    private final List<Edition> editions = new ArrayList<>(List.of(new Edition(0, List.of())));
    private final Clock clock;

    public MemoryBook(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Edition current() {
        return editions.getLast();
    }

    @Override
    public synchronized Optional<Edition> edition(long number) {
        return number >= 0 && number < editions.size()
                ? Optional.of(editions.get((int) number))
                : Optional.empty();
    }

    @Override
    public synchronized List<BookVersion> versions(@Nullable String id) {
        return versions.stream().filter(v -> id == null || v.id().equals(id)).toList();
    }

    @Override
    public synchronized List<BookVersion> add(
            List<NewVersion> fresh, Principal author, Principal approver) {
        List<BookVersion> answers = new ArrayList<>();
        boolean changed = false;
        for (NewVersion one : fresh) {
            List<BookVersion> before = versions(one.id());
            if (!before.isEmpty() && before.getLast().body().equals(one.body())) {
                answers.add(before.getLast());
                continue;
            }
            if (one.mode() == Mode.ACTIVE
                    && before.stream().anyMatch(v -> v.mode() == Mode.ACTIVE)) {
                throw new ProblemException(ProblemCode.WRONG_STATE, "an older version is active");
            }
            boolean active = one.mode() == Mode.ACTIVE;
            BookVersion added =
                    new BookVersion(
                            versions.size() + 1L,
                            one.id(),
                            before.size() + 1,
                            one.mode(),
                            one.body(),
                            author.name(),
                            active ? approver.name() : null,
                            active ? clock.instant() : null);
            versions.add(added);
            answers.add(added);
            changed |= one.mode() != Mode.DRAFT;
        }
        if (changed) {
            enter();
        }
        return answers;
    }

    @Override
    public synchronized Edition move(String id, int version, Mode mode, Principal by) {
        boolean found = false;
        for (int i = 0; i < versions.size(); i++) {
            BookVersion v = versions.get(i);
            if (v.id().equals(id) && v.version() == version) {
                found = true;
                versions.set(i, moved(v, mode, by.name()));
            } else if (v.id().equals(id) && mode == Mode.ACTIVE && v.mode() == Mode.ACTIVE) {
                versions.set(i, moved(v, Mode.RETIRED, v.approver()));
            }
        }
        if (!found) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "there is no such version");
        }
        return enter();
    }

    private Edition enter() {
        List<BookVersion> inForce =
                versions.stream()
                        .filter(v -> v.mode() == Mode.ACTIVE || v.mode() == Mode.SHADOW)
                        .sorted(
                                Comparator.comparing(BookVersion::id)
                                        .thenComparing(BookVersion::version))
                        .toList();
        editions.add(new Edition(editions.size(), inForce));
        return editions.getLast();
    }

    private BookVersion moved(BookVersion v, Mode mode, @Nullable String approver) {
        return new BookVersion(
                v.number(),
                v.id(),
                v.version(),
                mode,
                v.body(),
                v.author(),
                approver,
                mode == Mode.ACTIVE ? clock.instant() : v.activeFrom());
    }
}
