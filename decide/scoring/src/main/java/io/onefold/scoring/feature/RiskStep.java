package io.onefold.scoring.feature;

import org.jspecify.annotations.Nullable;

/// How many payments a merchant had over windows that ended 7 days ago, and the share of frauds
/// among them. Labels take about a week to come; what is counted is what was known by then.
final class RiskStep implements Step {

    private static final long DELAY_MICROS = Window.D7.micros();

    private final long[] micros;
    private final int[] counts;
    private final int[] shares;

    /// @param windows longest first
    /// @param counts where each window's count goes, negative: nowhere
    /// @param shares where each window's share goes, negative: nowhere
    RiskStep(Window[] windows, int[] counts, int[] shares) {
        this.micros = new long[windows.length];
        for (int i = 0; i < windows.length; i++) {
            micros[i] = windows[i].micros();
        }
        this.counts = counts;
        this.shares = shares;
    }

    @Override
    public void write(Reading reading, double[] out) {
        boolean known = reading.payment.has(Entity.MERCHANT);
        EventList list = reading.payments(Entity.MERCHANT);
        History history = reading.history(Entity.MERCHANT);
        FraudList frauds = history == null ? null : history.frauds();
        long end = reading.at - DELAY_MICROS;
        int to = list == null ? 0 : list.after(end, list.start(), list.end());
        int from = list == null ? 0 : list.start();
        for (int i = 0; i < micros.length; i++) {
            long beginning = reading.beginning(end, micros[i]);
            from = list == null ? 0 : list.after(beginning, from, to);
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
