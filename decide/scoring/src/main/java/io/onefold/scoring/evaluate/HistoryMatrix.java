package io.onefold.scoring.evaluate;

import io.onefold.scoring.feature.CustomerFeatures;
import io.onefold.scoring.feature.Entity;
import io.onefold.scoring.feature.FeatureCatalogue;
import io.onefold.scoring.feature.FeaturePlan;
import io.onefold.scoring.feature.FeatureState;
import io.onefold.scoring.feature.FraudLabel;
import io.onefold.scoring.feature.Payment;
import io.onefold.scoring.train.LabelledRows;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// The vectors of a period of history, in the order of time, as serving would have computed them:
/// each payment is read by the feature function before it is taken in. Vectors stand in blocks, so
/// that memory is what they need and no copy of it.
public final class HistoryMatrix {

    /// How far back a vector can see, and a little more.
    private static final Duration MEMORY = Duration.ofDays(38);

    private static final int BLOCK_ROWS = 1 << 14;

    private final FeaturePlan plan;
    private final FeatureState state;
    private final List<float[]> blocks = new ArrayList<>();
    private final float[] vector;
    private final Map<String, String> cardNames = new HashMap<>();
    private long[] micros = new long[BLOCK_ROWS];
    private long[] knownAt = new long[BLOCK_ROWS];
    private boolean[] frauds = new boolean[BLOCK_ROWS];
    private String[] transactions = new String[BLOCK_ROWS];
    private String[] cards = new String[BLOCK_ROWS];
    private int size;

    private HistoryMatrix(FeaturePlan plan) {
        this.plan = plan;
        this.state = new FeatureState(plan);
        this.vector = new float[plan.size()];
    }

    /// Computes the vectors of a period. What came before it is read as far back as it matters.
    ///
    /// @param catalogue that the plan was compiled from
    public static HistoryMatrix of(
            PaymentHistory history,
            FeatureCatalogue catalogue,
            FeaturePlan plan,
            Instant from,
            Instant to) {
        return of(history, catalogue, plan, CustomerFeatures.NONE, from, to);
    }

    /// The same with what was known of customers when the period began: what became known later is
    /// not for a model to learn from.
    public static HistoryMatrix of(
            PaymentHistory history,
            FeatureCatalogue catalogue,
            FeaturePlan plan,
            CustomerFeatures customers,
            Instant from,
            Instant to) {
        HistoryMatrix matrix = new HistoryMatrix(plan);
        matrix.state.customers(customers);
        long first = ChronoUnit.MICROS.between(Instant.EPOCH, from);
        history.read(
                catalogue.requestFields(),
                from.minus(MEMORY),
                to,
                row -> matrix.take(row, row.wanted() && row.payment().atMicros() >= first));
        return matrix;
    }

    private void take(HistoryRow row, boolean keep) {
        Payment payment = row.payment();
        if (keep) {
            state.featuresThenAdd(plan, payment, vector);
            keep(row);
        } else {
            state.add(payment);
        }
        String merchant = payment.key(Entity.MERCHANT);
        if (row.fraud() && merchant != null) {
            state.label(
                    new FraudLabel(
                            row.transaction(),
                            merchant,
                            instant(payment.atMicros()),
                            true,
                            instant(row.knownAtMicros())));
        }
    }

    private void keep(HistoryRow row) {
        if (size == micros.length) {
            int room = size * 2;
            micros = Arrays.copyOf(micros, room);
            knownAt = Arrays.copyOf(knownAt, room);
            frauds = Arrays.copyOf(frauds, room);
            transactions = Arrays.copyOf(transactions, room);
            cards = Arrays.copyOf(cards, room);
        }
        if (size % BLOCK_ROWS == 0) {
            blocks.add(new float[BLOCK_ROWS * vector.length]);
        }
        System.arraycopy(
                vector, 0, blocks.getLast(), size % BLOCK_ROWS * vector.length, vector.length);
        micros[size] = row.payment().atMicros();
        knownAt[size] = row.knownAtMicros();
        frauds[size] = row.fraud();
        transactions[size] = row.transaction();
        String card = Objects.requireNonNullElse(row.payment().key(Entity.USER), "");
        cards[size] = cardNames.computeIfAbsent(card, name -> name);
        size++;
    }

    public int size() {
        return size;
    }

    public FeaturePlan plan() {
        return plan;
    }

    /// The event time of a row.
    public Instant time(int row) {
        return instant(micros[row]);
    }

    /// Since when a row's label is known.
    public Instant knownAt(int row) {
        return instant(knownAt[row]);
    }

    public boolean fraud(int row) {
        return frauds[row];
    }

    /// Whose payment a row is.
    public String card(int row) {
        return cards[row];
    }

    public String transaction(int row) {
        return transactions[row];
    }

    /// The rows of a period that a condition holds for, in the order of time.
    public int[] rows(Instant from, Instant to, IntPredicate wanted) {
        return IntStream.range(0, size)
                .filter(row -> !time(row).isBefore(from) && time(row).isBefore(to))
                .filter(wanted)
                .toArray();
    }

    /// Rows with what was known of them at a moment; what was not known yet counts as genuine.
    public LabelledRows labelled(int[] rows, Instant cutOff) {
        float[] values = new float[rows.length * vector.length];
        boolean[] known = new boolean[rows.length];
        String[] ids = new String[rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(
                    blocks.get(rows[i] / BLOCK_ROWS),
                    rows[i] % BLOCK_ROWS * vector.length,
                    values,
                    i * vector.length,
                    vector.length);
            known[i] = frauds[rows[i]] && !knownAt(rows[i]).isAfter(cutOff);
            ids[i] = transactions[rows[i]];
        }
        return new LabelledRows(plan.names(), values, known, ids);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
