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
        Set<String> found = new HashSet<>();
        double sum = 0;
        for (Map<String, Card> day : byDay.values()) {
            List<Card> looked = top(k, day, found);
            List<String> compromised = looked.stream().filter(Card::fraud).map(Card::name).toList();
            sum += (double) compromised.size() / k;
            found.addAll(compromised);
        }
        return sum / byDay.size();
    }

    private static List<Card> top(int k, Map<String, Card> day, Set<String> found) {
        List<Card> cards = new ArrayList<>(day.values());
        cards.removeIf(card -> found.contains(card.name()));
        cards.sort(Comparator.comparingDouble(Card::score).reversed().thenComparing(Card::name));
        return cards.subList(0, Math.min(k, cards.size()));
    }

    private record Card(String name, double score, boolean fraud) {

        Card with(Card other) {
            return new Card(name, Math.max(score, other.score), fraud || other.fraud);
        }
    }
}
