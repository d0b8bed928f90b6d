package io.onefold.scoring.train;

import java.util.Arrays;
import java.util.List;

/// Feature vectors with what they turned out to be, one per transaction, in the order of time.
///
/// The arrays are handed over, not copied: whoever makes rows does not touch them afterwards.
///
/// @param features the name of each place of a vector
/// @param values vector after vector, NaN is unknown
/// @param frauds what each row turned out to be
/// @param transactions whose row each is, empty for a row that was invented
public record LabelledRows(
        List<String> features, float[] values, boolean[] frauds, String[] transactions) {

    public LabelledRows {
        features = List.copyOf(features);
        if (features.isEmpty()
                || frauds.length != transactions.length
                || values.length != (long) frauds.length * features.size()) {
            throw new IllegalArgumentException(
                    values.length
                            + " values, "
                            + frauds.length
                            + " labels and "
                            + transactions.length
                            + " transactions for rows of "
                            + features.size()
                            + " features");
        }
    }

    public int size() {
        return frauds.length;
    }

    /// Values of a row.
    public int width() {
        return features.size();
    }

    public int fraudCount() {
        int count = 0;
        for (boolean fraud : frauds) {
            count += fraud ? 1 : 0;
        }
        return count;
    }

    /// The values of one feature, row by row.
    public float[] column(int feature) {
        float[] column = new float[size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = values[i * width() + feature];
        }
        return column;
    }

    /// Some of the rows, in the order asked.
    public LabelledRows select(int[] rows) {
        float[] selected = new float[rows.length * width()];
        boolean[] labels = new boolean[rows.length];
        String[] ids = new String[rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * width(), selected, i * width(), width());
            labels[i] = frauds[rows[i]];
            ids[i] = transactions[rows[i]];
        }
        return new LabelledRows(features, selected, labels, ids);
    }

    /// The same rows with other labels.
    LabelledRows labelled(boolean[] labels) {
        return new LabelledRows(features, values, labels, transactions);
    }

    @Override
    public String toString() {
        return "LabelledRows" + Arrays.asList(size(), fraudCount(), features);
    }
}
