package io.onefold.synth.internal.streaming;

import io.onefold.synth.internal.output.RowWriter;
import io.onefold.synth.internal.output.Table;
import java.util.List;

/// The nine tables of the three silos: their columns, and how a drawn row is spelt in them.
public final class StreamingTables {

    private static final String PROFILES = "profiles_db";
    private static final String STREAMING = "streaming_db";
    private static final String SUPPORT = "support_db";

    /// The databases.
    public static final List<String> SILOS = List.of(PROFILES, STREAMING, SUPPORT);

    private static final Table PLANS =
            new Table(
                    PROFILES,
                    "plans",
                    List.of("plan_id", "plan_name", "monthly_fee", "max_devices"));
    private static final Table ACCOUNTS =
            new Table(
                    PROFILES,
                    "accounts",
                    List.of("account_id", "email", "hashed_password", "full_name", "created_at"));
    private static final Table PAYMENT_METHODS =
            new Table(
                    PROFILES,
                    "payment_methods",
                    List.of(
                            "payment_method_id",
                            "account_id",
                            "card_fingerprint",
                            "card_type",
                            "card_last_four"));
    private static final Table SUBSCRIPTIONS =
            new Table(
                    PROFILES,
                    "subscriptions",
                    List.of(
                            "subscription_id",
                            "account_id",
                            "plan_id",
                            "status",
                            "starts_at",
                            "renews_at"));
    private static final Table MEDIA_CONTENT =
            new Table(
                    STREAMING,
                    "media_content",
                    List.of(
                            "media_id",
                            "title",
                            "media_type",
                            "genre",
                            "release_date",
                            "duration_minutes"));
    private static final Table PLAY_EVENTS =
            new Table(
                    STREAMING,
                    "play_events",
                    List.of(
                            "event_id",
                            "session_id",
                            "account_id_from_token",
                            "media_id",
                            "event_timestamp",
                            "action",
                            "ip_address",
                            "device_fingerprint"));
    private static final Table TICKET_TAGS =
            new Table(SUPPORT, "ticket_tags", List.of("tag_id", "tag_name"));
    private static final Table TICKETS =
            new Table(
                    SUPPORT,
                    "tickets",
                    List.of(
                            "ticket_id",
                            "customer_email",
                            "agent_id",
                            "subject",
                            "status",
                            "created_at",
                            "last_updated_at"));
    private static final Table TICKET_TAG_LINK =
            new Table(SUPPORT, "ticket_tag_link", List.of("ticket_id", "tag_id"));

    /// In an order in which every row finds the rows it refers to.
    public static final List<Table> ALL =
            List.of(
                    PLANS,
                    ACCOUNTS,
                    PAYMENT_METHODS,
                    SUBSCRIPTIONS,
                    MEDIA_CONTENT,
                    PLAY_EVENTS,
                    TICKET_TAGS,
                    TICKETS,
                    TICKET_TAG_LINK);

    /// The tables whose rows come from blocks.
    public static final List<Table> GROWING =
            List.of(
                    ACCOUNTS,
                    PAYMENT_METHODS,
                    SUBSCRIPTIONS,
                    PLAY_EVENTS,
                    TICKETS,
                    TICKET_TAG_LINK);

    private StreamingTables() {}

    /// Spells the rows of a table that does not grow.
    public static void write(Table table, Shelf shelf, RowWriter out) {
        if (table.equals(PLANS)) {
            plans(shelf, out);
        } else if (table.equals(MEDIA_CONTENT)) {
            media(shelf, out);
        } else {
            tags(shelf, out);
        }
    }

    /// Spells a block's rows of one table.
    public static void write(Table table, Block block, RowWriter out) {
        if (table.equals(ACCOUNTS)) {
            accounts(block, out);
        } else if (table.equals(PAYMENT_METHODS)) {
            paymentMethods(block, out);
        } else if (table.equals(SUBSCRIPTIONS)) {
            subscriptions(block, out);
        } else if (table.equals(PLAY_EVENTS)) {
            events(block, out);
        } else if (table.equals(TICKETS)) {
            tickets(block, out);
        } else {
            tagLinks(block, out);
        }
    }

    private static void plans(Shelf shelf, RowWriter out) {
        for (Rows.Plan row : shelf.plans()) {
            out.number(row.planId()).text(row.name()).hundredths(row.monthlyFeeMinor());
            out.number(row.maxDevices()).endRow();
        }
    }

    private static void media(Shelf shelf, RowWriter out) {
        for (Rows.Media row : shelf.media()) {
            out.text(row.mediaId()).text(row.title()).text(row.mediaType()).text(row.genre());
            out.date(row.releaseDate()).numberOrNull(row.durationMinutes()).endRow();
        }
    }

    private static void tags(Shelf shelf, RowWriter out) {
        for (Rows.Tag row : shelf.tags()) {
            out.number(row.tagId()).text(row.name()).endRow();
        }
    }

    private static void accounts(Block block, RowWriter out) {
        for (Rows.Account row : block.accounts()) {
            out.uuid(row.accountId())
                    .text(row.email())
                    .text(row.hashedPassword())
                    .text(row.fullName());
            out.instant(row.createdAt()).endRow();
        }
    }

    private static void paymentMethods(Block block, RowWriter out) {
        for (Rows.PaymentMethod row : block.paymentMethods()) {
            out.uuid(row.paymentMethodId()).uuid(row.accountId()).text(row.fingerprint());
            out.text(row.cardType()).text(row.lastFour()).endRow();
        }
    }

    private static void subscriptions(Block block, RowWriter out) {
        for (Rows.Subscription row : block.subscriptions()) {
            out.uuid(row.subscriptionId())
                    .uuid(row.accountId())
                    .number(row.planId())
                    .text(row.status());
            out.instant(row.startsAt()).instant(row.renewsAt()).endRow();
        }
    }

    private static void events(Block block, RowWriter out) {
        for (Rows.PlayEvent row : block.events()) {
            out.number(row.eventId())
                    .text(row.sessionId())
                    .uuid(row.accountId())
                    .text(row.mediaId());
            out.instant(row.timestamp())
                    .text(row.action())
                    .text(row.ipAddress())
                    .text(row.device())
                    .endRow();
        }
    }

    private static void tickets(Block block, RowWriter out) {
        for (Rows.Ticket row : block.tickets()) {
            out.text(row.ticketId())
                    .text(row.customerEmail())
                    .number(row.agentId())
                    .text(row.subject());
            out.text(row.status()).instant(row.createdAt()).instant(row.lastUpdatedAt()).endRow();
        }
    }

    private static void tagLinks(Block block, RowWriter out) {
        for (Rows.TagLink row : block.tagLinks()) {
            out.text(row.ticketId()).number(row.tagId()).endRow();
        }
    }
}
