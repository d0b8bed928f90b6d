package io.onefold.scoring.feature;

import org.jspecify.annotations.Nullable;

/// How many payments a merchant had over windows that ended 7 days ago, and the share of frauds
/// among them. Labels take about a week to come; what is counted is what was known by then.
final class RiskStep implements Step {

    private static final long DELAY_MICROS = Window.D7.micros();

    private static final int END_HINT = Window.D7.hint();

    private final long[] micros;
    private final int[] hints;
    private final int[] counts;
    private final int[] shares;

    /// @param windows longest first
    /// @param counts where each window's count goes, negative: nowhere
    /// @param shares where each window's share goes, negative: nowhere
    RiskStep(Window[] windows, int[] counts, int[] shares) {
        this.micros = new long[windows.length];
        this.hints = new int[windows.length];
        for (int i = 0; i < windows.length; i++) {
            micros[i] = windows[i].micros();
            hints[i] = windows[i].riskHint();
        }
        this.counts = counts;
        this.shares = shares;
    }

    @Override
    public long touch(Reading reading) {
        EventList list = reading.payments(Entity.MERCHANT);
        return list == null ? 0 : list.touch(hints);
    }

    @Override
    public void write(Reading reading, double[] out) {
        boolean known = reading.payment.has(Entity.MERCHANT);
        EventList list = reading.payments(Entity.MERCHANT);
        FraudList frauds = reading.table(Entity.MERCHANT).frauds(reading.id(Entity.MERCHANT));
        long end = reading.at - DELAY_MICROS;
        int to = list == null ? 0 : list.after(end, END_HINT);
        for (int i = 0; i < micros.length; i++) {
            long beginning = reading.beginning(end, micros[i]);
            int from = list == null ? 0 : list.after(beginning, hints[i]);
            int count = Math.max(0, to - from);
            if (counts[i] >= 0) {
                out[counts[i]] = known ? count : Double.NaN;
            }
            if (shares[i] >= 0) {
                out[shares[i]] =
                        known ? share(frauds, beginning, end, reading.at, count) : Double.NaN;
            }
        }
    }

    private static double share(
            @Nullable FraudList frauds, long beginning, long end, long at, int count) {
        return count == 0 || frauds == null
                ? 0
                : (double) Math.min(count, frauds.count(beginning, end, at)) / count;
    }
}
