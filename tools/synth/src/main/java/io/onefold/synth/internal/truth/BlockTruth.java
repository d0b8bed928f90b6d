package io.onefold.synth.internal.truth;

import io.onefold.synth.internal.streaming.Block;
import io.onefold.synth.internal.streaming.Rows.Account;
import io.onefold.synth.internal.streaming.Rows.PaymentMethod;
import io.onefold.synth.internal.streaming.Rows.PlayEvent;
import io.onefold.synth.internal.streaming.Rows.Subscription;
import io.onefold.synth.internal.streaming.Rows.TagLink;
import io.onefold.synth.internal.streaming.Rows.Ticket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What one block contributes to the truth of a folder: sums and sets that add up, so that blocks
/// can be forgotten.
///
/// @param counts rows per table, in the order of [#TABLES]
/// @param pairs partners found per relationship
/// @param fromAlone rows on the near side without a partner, per relationship
/// @param toAlone rows on the far side without a partner, per relationship; only for sides that
///   grow
/// @param plansUsed plans somebody subscribed to
/// @param mediaUsed titles somebody played
/// @param tagsUsed topics some ticket has
/// @param sharing per identifier value: the accounts that use it
record BlockTruth(
        Map<String, Long> counts,
        Map<String, Long> pairs,
        Map<String, Long> fromAlone,
        Map<String, Long> toAlone,
        Set<Integer> plansUsed,
        Set<String> mediaUsed,
        Set<Integer> tagsUsed,
        Map<Identifier, Set<Integer>> sharing) {

    /// A value by which two accounts can be the same person.
    ///
    /// @param kind card, device or address
    /// @param value the fingerprint or the address
    record Identifier(IdentifierKind kind, String value) {}

    static BlockTruth of(Block block, Instant cut) {
        Collector collector = new Collector(block);
        collector.relationships();
        return new BlockTruth(
                Map.of(
                        "profiles_db.accounts", (long) block.accounts().size(),
                        "profiles_db.payment_methods", (long) block.paymentMethods().size(),
                        "profiles_db.subscriptions", (long) block.subscriptions().size(),
                        "streaming_db.play_events", (long) block.events().size(),
                        "support_db.tickets", (long) block.tickets().size(),
                        "support_db.ticket_tag_link", (long) block.tagLinks().size()),
                collector.pairs,
                collector.fromAlone,
                collector.toAlone,
                collector.plans,
                collector.media,
                collector.tags,
                collector.sharing(cut));
    }

    private static final class Collector {
        private final Block block;
        private final Map<UUID, Integer> slots = new HashMap<>();
        private final Map<String, Long> pairs = new HashMap<>();
        private final Map<String, Long> fromAlone = new HashMap<>();
        private final Map<String, Long> toAlone = new HashMap<>();
        private final Set<Integer> plans = new HashSet<>();
        private final Set<String> media = new HashSet<>();
        private final Set<Integer> tags = new HashSet<>();

        Collector(Block block) {
            this.block = block;
            List<Account> accounts = block.accounts();
            for (int slot = 0; slot < accounts.size(); slot++) {
                slots.put(accounts.get(slot).accountId(), slot);
            }
        }

        void relationships() {
            Set<UUID> payers = new HashSet<>();
            for (PaymentMethod card : block.paymentMethods()) {
                payers.add(card.accountId());
            }
            Set<UUID> subscribers = new HashSet<>();
            for (Subscription subscription : block.subscriptions()) {
                subscribers.add(subscription.accountId());
                plans.add(subscription.planId());
            }
            Set<UUID> viewers = new HashSet<>();
            long known = 0;
            for (PlayEvent event : block.events()) {
                media.add(event.mediaId());
                if (slots.containsKey(event.accountId())) {
                    viewers.add(event.accountId());
                    known++;
                }
            }
            int accounts = block.accounts().size();
            joined(
                    "HAS_PAYMENT_METHOD",
                    block.paymentMethods().size(),
                    accounts - payers.size(),
                    0);
            joined(
                    "HAS_SUBSCRIPTION",
                    block.subscriptions().size(),
                    accounts - subscribers.size(),
                    0);
            joined("SUBSCRIBED_TO", block.subscriptions().size(), 0, 0);
            joined("WATCHED", known, accounts - viewers.size(), block.events().size() - known);
            joined("PLAYED", block.events().size(), 0, 0);
            tickets();
        }

        private void tickets() {
            Set<String> emails = new HashSet<>();
            block.accounts().forEach(account -> emails.add(normal(account.email())));
            Set<String> senders = new HashSet<>();
            long known = 0;
            for (Ticket ticket : block.tickets()) {
                if (emails.contains(normal(ticket.customerEmail()))) {
                    senders.add(normal(ticket.customerEmail()));
                    known++;
                }
            }
            joined(
                    "SUBMITTED",
                    known,
                    emails.size() - senders.size(),
                    block.tickets().size() - known);
            Set<String> tagged = new HashSet<>();
            for (TagLink link : block.tagLinks()) {
                tagged.add(link.ticketId());
                tags.add(link.tagId());
            }
            joined(
                    "TAGGED_WITH",
                    block.tagLinks().size(),
                    block.tickets().size() - tagged.size(),
                    0);
        }

        private void joined(String type, long found, long near, long far) {
            pairs.put(type, found);
            fromAlone.put(type, near);
            toAlone.put(type, far);
        }

        /// Cards carry no time and always count; devices and addresses count if they were seen not
        /// after the cut.
        Map<Identifier, Set<Integer>> sharing(Instant cut) {
            Map<Identifier, Set<Integer>> users = new LinkedHashMap<>();
            for (PaymentMethod card : block.paymentMethods()) {
                add(users, IdentifierKind.CARD, card.fingerprint(), card.accountId());
            }
            for (PlayEvent event : block.events()) {
                if (!event.timestamp().isAfter(cut)) {
                    add(users, IdentifierKind.DEVICE, event.device(), event.accountId());
                    add(users, IdentifierKind.IP, event.ipAddress(), event.accountId());
                }
            }
            List<Identifier> alone = new ArrayList<>();
            users.forEach(
                    (identifier, slotsOfIt) -> {
                        if (slotsOfIt.size() == 1
                                && !identifier.kind().meeting(identifier.value())) {
                            alone.add(identifier);
                        }
                    });
            alone.forEach(users::remove);
            return users;
        }

        private void add(
                Map<Identifier, Set<Integer>> users,
                IdentifierKind kind,
                String value,
                UUID accountId) {
            Integer slot = slots.get(accountId);
            if (slot != null) {
                users.computeIfAbsent(new Identifier(kind, value), any -> new HashSet<>())
                        .add(slot);
            }
        }

        private static String normal(String email) {
            return email.strip().toLowerCase(Locale.ROOT);
        }
    }
}
