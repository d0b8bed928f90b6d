package io.onefold.synth.internal.streaming;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The rows of the nine tables, as drawn.
public final class Rows {

    /// A customer's login.
    public record Account(
            UUID accountId,
            String email,
            String hashedPassword,
            @Nullable String fullName,
            Instant createdAt) {}

    /// What a subscription is to. The fee is in hundredths.
    public record Plan(int planId, String name, int monthlyFeeMinor, int maxDevices) {}

    /// A card on file.
    public record PaymentMethod(
            UUID paymentMethodId,
            UUID accountId,
            String fingerprint,
            @Nullable String cardType,
            String lastFour) {}

    /// A plan held by an account.
    public record Subscription(
            UUID subscriptionId,
            UUID accountId,
            int planId,
            String status,
            Instant startsAt,
            @Nullable Instant renewsAt) {}

    /// A title.
    public record Media(
            String mediaId,
            String title,
            String mediaType,
            @Nullable String genre,
            @Nullable LocalDate releaseDate,
            @Nullable Integer durationMinutes) {}

    /// Something the player reported. The account is what the token claimed; it may not exist.
    public record PlayEvent(
            long eventId,
            String sessionId,
            UUID accountId,
            String mediaId,
            Instant timestamp,
            String action,
            String ipAddress,
            String device) {}

    /// A support case. The e-mail is what the customer typed.
    public record Ticket(
            String ticketId,
            String customerEmail,
            int agentId,
            String subject,
            String status,
            Instant createdAt,
            @Nullable Instant lastUpdatedAt) {}

    /// A topic of tickets.
    public record Tag(int tagId, String name) {}

    /// A topic of one ticket.
    public record TagLink(String ticketId, int tagId) {}

    private Rows() {}
}
