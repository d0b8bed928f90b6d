package io.onefold.synth.internal.streaming;

import io.onefold.synth.internal.streaming.Rows.Account;
import io.onefold.synth.internal.streaming.Rows.PaymentMethod;
import io.onefold.synth.internal.streaming.Rows.PlayEvent;
import io.onefold.synth.internal.streaming.Rows.Subscription;
import io.onefold.synth.internal.streaming.Rows.TagLink;
import io.onefold.synth.internal.streaming.Rows.Ticket;
import java.util.List;

/// The unit of scale: 120 accounts with their cards, subscriptions, 1,500 events and 80 tickets.
///
/// Scale K is K blocks. Block 0 holds everything planted; the others are drawn. Each is a function
/// of seed, as-of and number, refers to accounts of its own only, and so can be made, written and
/// forgotten alone.
///
/// @param number from 0
public record Block(
        int number,
        List<Account> accounts,
        List<PaymentMethod> paymentMethods,
        List<Subscription> subscriptions,
        List<PlayEvent> events,
        List<Ticket> tickets,
        List<TagLink> tagLinks) {

    public static final int ACCOUNTS = 120;
    public static final int EVENTS = 1_500;
    public static final int TICKETS = 80;

    public Block {
        accounts = List.copyOf(accounts);
        paymentMethods = List.copyOf(paymentMethods);
        subscriptions = List.copyOf(subscriptions);
        events = List.copyOf(events);
        tickets = List.copyOf(tickets);
        tagLinks = List.copyOf(tagLinks);
    }
}
