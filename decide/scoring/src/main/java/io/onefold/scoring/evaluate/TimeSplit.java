package io.onefold.scoring.evaluate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/// Training, then the days in which its labels become known, then testing. There is no other way to
/// split: a payment is judged by what came before it.
///
/// @param trainFrom when training begins
/// @param train how long it is
/// @param delay how long labels take
/// @param test how long testing is, whole days
public record TimeSplit(Instant trainFrom, Duration train, Duration delay, Duration test) {

    public TimeSplit {
        if (!train.isPositive() || delay.isNegative() || !test.isPositive()) {
            throw new IllegalArgumentException(
                    "a split of " + train + ", " + delay + " and " + test + "; expected periods");
        }
    }

    /// The same some time later.
    TimeSplit later(Duration step) {
        return new TimeSplit(trainFrom.plus(step), train, delay, test);
    }

    public Instant trainTo() {
        return trainFrom.plus(train);
    }

    public Instant testFrom() {
        return trainTo().plus(delay);
    }

    public Instant testTo() {
        return testFrom().plus(test);
    }

    /// The payments of the training period.
    public int[] trainRows(HistoryMatrix matrix) {
        return matrix.rows(trainFrom, trainTo(), row -> true);
    }

    /// The payments of the test period.
    ///
    /// @param dropKnown leaves out, day by day, the cards with a fraud since training began that
    ///   was known when the day began: they are blocked, so finding them again is no merit
    public int[] testRows(HistoryMatrix matrix, boolean dropKnown) {
        Map<String, Instant> firstFraud = new HashMap<>();
        for (int row : matrix.rows(trainFrom, testTo(), matrix::fraud)) {
            firstFraud.putIfAbsent(matrix.card(row), matrix.time(row));
        }
        return matrix.rows(
                testFrom(),
                testTo(),
                row -> {
                    Instant first = firstFraud.get(matrix.card(row));
                    Instant day = testFrom().plus(day(matrix, row), ChronoUnit.DAYS);
                    return !dropKnown || first == null || !first.isBefore(day.minus(delay));
                });
    }

    /// The day of the test period that a row is in, from 0.
    long day(HistoryMatrix matrix, int row) {
        return Duration.between(testFrom(), matrix.time(row)).toDays();
    }
}
