package io.onefold.scoring.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Card precision top-k: of the k cards that an analyst looks at each day, the share that is
/// compromised (Le Borgne, Siblini, Lebichot, Bontempi: Reproducible Machine Learning for Credit
/// Card Fraud Detection, 2022, chapter 4.4).
public final class CardPrecision {

    private CardPrecision() {}

    /// Per day, a card has the highest score of its payments, and is compromised when any of them
    /// is fraud. The k cards with the highest scores are looked at, of equal ones those that come
    /// first by name; a compromised card that was found is left out on the days after.
    ///
    /// @param k cards a day, positive
    /// @param scores one per payment
    /// @param frauds what each turned out to be
    /// @param days the day of each, in any unit that rises
    /// @param cards whose payment each is
    /// @return the mean over the days, 0 to 1; NaN without days
    public static double atTop(
            int k, double[] scores, boolean[] frauds, long[] days, String[] cards) {
        if (k < 1) {
            throw new IllegalArgumentException("top " + k + " cards a day");
        }
        Scores.check(scores, frauds.length);
        Scores.check(scores, days.length);
        Scores.check(scores, cards.length);
        Map<Long, Map<String, Card>> byDay = new TreeMap<>();
        for (int i = 0; i < scores.length; i++) {
            Card payment = new Card(cards[i], scores[i], frauds[i]);
            byDay.computeIfAbsent(days[i], _ -> new HashMap<>())
                    .merge(cards[i], payment, Card::with);
        }
        Days looks = new Days(k);
        byDay.forEach(
                (day, ofDay) -> {
                    List<Card> ranked = new ArrayList<>(ofDay.values());
                    ranked.sort(
                            Comparator.comparingDouble(Card::score)
                                    .reversed()
                                    .thenComparing(Card::name));
                    ranked.forEach(card -> looks.add(day, card.name(), card.fraud()));
                });
        return looks.mean();
    }

    /// The same over cards that come one by one: by day, of a day by falling score, then by name.
    /// Holds the cards that were found and nothing else. Not for use by several threads at once.
    public static final class Days {

        private final int k;
        private final Set<String> found = new HashSet<>();
        private final Set<String> foundToday = new HashSet<>();
        private long today;
        private long days;
        private int looked;
        private double sum;

        /// @param k cards a day, positive
        public Days(int k) {
            this.k = k;
        }

        /// Takes a card of a day in.
        ///
        /// @param fraud whether any of its payments of the day is
        public void add(long day, String card, boolean fraud) {
            if (days == 0 || day != today) {
                endDay();
                today = day;
                days++;
            }
            if (looked < k && !found.contains(card)) {
                looked++;
                if (fraud) {
                    foundToday.add(card);
                }
            }
        }

        private void endDay() {
            sum += (double) foundToday.size() / k;
            found.addAll(foundToday);
            foundToday.clear();
            looked = 0;
        }

        /// The mean over the days, 0 to 1; NaN without days.
        public double mean() {
            return (sum + (double) foundToday.size() / k) / days;
        }
    }

    private record Card(String name, double score, boolean fraud) {

        Card with(Card other) {
            return new Card(name, Math.max(score, other.score), fraud || other.fraud);
        }
    }
}
