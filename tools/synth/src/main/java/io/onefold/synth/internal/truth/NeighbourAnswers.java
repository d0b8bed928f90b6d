package io.onefold.synth.internal.truth;

import io.onefold.synth.internal.streaming.Rows.Account;
import io.onefold.synth.internal.streaming.Rows.PaymentMethod;
import io.onefold.synth.internal.streaming.Rows.PlayEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The expected rows of the question that opens the case: who shares a card with a hacked account
/// and an address with others. Cards and addresses of more than 50 accounts connect nobody.
final class NeighbourAnswers {

    private static final int HUB_ABOVE = 50;
    private static final String TAG = "Hacked";

    private final World world;

    NeighbourAnswers(World world) {
        this.world = world;
    }

    List<Row> hackedNeighbours() {
        record Pair(
                Account hacked,
                Account account,
                List<String> cards,
                List<String> addresses,
                long others) {}
        List<Pair> pairs = new ArrayList<>();
        for (Account hacked : world.accounts) {
            if (!isHacked(hacked)) {
                continue;
            }
            for (Account account : world.accounts) {
                List<String> cards =
                        account.equals(hacked) ? List.of() : sharedCards(hacked, account);
                List<String> addresses = new ArrayList<>();
                Set<String> others = new TreeSet<>();
                for (String address : addresses(account)) {
                    Set<String> users = users(address);
                    boolean hub = users.size() > HUB_ABOVE;
                    users.remove(World.id(account));
                    users.remove(World.id(hacked));
                    if (!hub && !users.isEmpty()) {
                        addresses.add(address);
                        others.addAll(users);
                    }
                }
                if (!cards.isEmpty() && !addresses.isEmpty()) {
                    pairs.add(new Pair(hacked, account, cards, addresses, others.size()));
                }
            }
        }
        return pairs.stream()
                .sorted(
                        Comparator.comparing(Pair::others)
                                .reversed()
                                .thenComparing(pair -> World.id(pair.hacked()))
                                .thenComparing(pair -> World.id(pair.account())))
                .map(
                        pair ->
                                new Row()
                                        .with("hacked_account", pair.hacked().email())
                                        .with("account", pair.account().email())
                                        .with("shared_card_fingerprint", pair.cards())
                                        .with("shared_ips", pair.addresses())
                                        .with("ip_accounts", pair.others()))
                .toList();
    }

    private boolean isHacked(Account account) {
        return world.tickets(account).stream()
                .anyMatch(ticket -> world.topics(ticket).contains(TAG));
    }

    private List<String> sharedCards(Account one, Account other) {
        Set<String> shared = fingerprints(one);
        shared.retainAll(fingerprints(other));
        shared.removeIf(
                fingerprint ->
                        world.accounts.stream()
                                        .filter(
                                                account ->
                                                        fingerprints(account).contains(fingerprint))
                                        .count()
                                > HUB_ABOVE);
        return List.copyOf(shared);
    }

    private Set<String> fingerprints(Account account) {
        return world.cards(account).stream()
                .map(PaymentMethod::fingerprint)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> addresses(Account account) {
        return world.streams(account).stream()
                .map(PlayEvent::ipAddress)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> users(String address) {
        return world.accounts.stream()
                .filter(account -> addresses(account).contains(address))
                .map(World::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
