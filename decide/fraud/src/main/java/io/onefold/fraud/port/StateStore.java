package io.onefold.fraud.port;

import io.onefold.fraud.port.AccountEvents.Happened;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a feature state is rebuilt from: a snapshot of it, and what was committed after it.
/// Payments and events have numbers that rise; commits may end in another order than their numbers.
public interface StateStore {

    /// The highest number of a payment so far; every payment that is committed from now on and has
    /// no number yet gets a higher one.
    long lastPayment();

    /// The same of account events.
    long lastEvent();

    /// Whether it is known of every commit that ended whether it was kept; false when the store
    /// does not answer.
    boolean isCertain();

    /// Keeps a snapshot in the place of the one before.
    void keep(Writer writer) throws IOException;

    /// Writes a snapshot to a stream that takes it at the speed of memory or of a file, whatever
    /// the store does.
    @FunctionalInterface
    interface Writer {
        Snapshot to(OutputStream body) throws IOException;
    }

    /// The snapshot that is kept.
    Optional<Snapshot> newest();

    /// Reads the bytes of the snapshot that is kept.
    ///
    /// @throws IOException as the reader does
    void read(Reader reader) throws IOException;

    /// Reads bytes.
    @FunctionalInterface
    interface Reader {
        void of(InputStream body) throws IOException;
    }

    /// Streams the payments with a higher number, of every tenant, from one event time on, by their
    /// event times.
    void payments(long afterPayment, Instant from, Consumer<PastPayment> each);

    /// Streams the account events with a higher number, of every tenant, from one event time on, by
    /// their times.
    void events(long afterEvent, Instant from, Consumer<Happened> each);

    /// A snapshot without its bytes.
    ///
    /// @param takenAt when it was taken
    /// @param format of its bytes: what another version writes is not read
    /// @param position what it holds
    record Snapshot(Instant takenAt, String format, Position position) {

        public Snapshot {
            Objects.requireNonNull(takenAt);
            Objects.requireNonNull(format);
            Objects.requireNonNull(position);
        }
    }

    /// A place in the committed rows.
    ///
    /// @param payment every committed payment up to this number is held
    /// @param also the numbers of the payments that are held beyond it
    /// @param event every event up to this number is held, and none beyond it
    record Position(long payment, Set<Long> also, long event) {

        /// Before all rows.
        public static final Position BEGIN = new Position(0, Set.of(), 0);

        public Position {
            also = Set.copyOf(also);
        }
    }

    /// What is left of a decided payment for those that come after it.
    ///
    /// @param id its number
    /// @param entities what it is linked by, packed; empty once the details passed their retention
    record PastPayment(
            long id,
            String tenant,
            Instant timestamp,
            BigDecimal amount,
            String userId,
            @Nullable String merchantId,
            byte[] entities) {

        public PastPayment {
            Objects.requireNonNull(tenant);
            Objects.requireNonNull(timestamp);
            Objects.requireNonNull(amount);
            Objects.requireNonNull(userId);
            Objects.requireNonNull(entities);
        }
    }
}
