package io.onefold.synth.internal.payments;

import io.onefold.synth.internal.draw.Draw;
import io.onefold.synth.internal.payments.Payer.Known;
import io.onefold.synth.internal.streaming.Block;
import io.onefold.synth.internal.streaming.Seat;
import io.onefold.synth.internal.streaming.StreamingData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All payments, block by block on demand: a block is a function of seed, as-of and number.
final class PaymentData {

    /// Blocks of payers per unit of scale. The first of them are the people of the other silos, the
    /// others pay only.
    static final int BLOCKS_PER_SCALE = 20;

    private final long seed;
    private final int scale;
    private final StreamingData people;
    private final Ordinary ordinary;

    PaymentData(long seed, int scale, Instant asOf, StreamingData people) {
        this.seed = seed;
        this.scale = scale;
        this.people = people;
        History history = new History(asOf);
        this.ordinary = new Ordinary(new Merchants(seed, history), history);
    }

    int blocks() {
        return Math.multiplyExact(scale, BLOCKS_PER_SCALE);
    }

    PaymentBlock block(int number) {
        BlockBuilder block = begin("pay", number);
        OrdinaryLife.live(block);
        plant(block);
        return block.build();
    }

    /// What the customers of the first block do after the history, in this order: ordinary
    /// payments, and each pattern once.
    PaymentBlock live(int ordinaryPayments) {
        BlockBuilder block = begin("live", 0);
        OrdinaryLife.pay(block, ordinaryPayments);
        plant(block);
        return block.build();
    }

    private BlockBuilder begin(String stream, int number) {
        return new BlockBuilder(
                stream + "-" + number, new Draw(seed, stream, number), ordinary, payers(number));
    }

    private static void plant(BlockBuilder block) {
        CardFrauds.velocityBurst(block);
        CardFrauds.leakedCard(block);
        ProcessingFrauds.cardTesting(block);
        for (int i = 0; i < 3; i++) {
            ProcessingFrauds.newAccountHighValue(block);
        }
        for (int i = 0; i < 2; i++) {
            ProcessingFrauds.bankReturn(block);
        }
        for (int i = 0; i < 3; i++) {
            TakeoverFrauds.reset(block);
            TakeoverFrauds.knownPassword(block);
        }
        LaunderingFrauds.structuring(block);
        LaunderingFrauds.smurfing(block);
        LaunderingFrauds.chain(block);
    }

    private List<Payer> payers(int number) {
        List<Payer> payers = new ArrayList<>(Block.ACCOUNTS);
        Block known = number < scale ? people.block(number) : null;
        for (int slot = 0; slot < Block.ACCOUNTS; slot++) {
            long person = (long) number * Block.ACCOUNTS + slot;
            Draw draw = new Draw(seed, "payer", person);
            payers.add(Payer.draw(draw, known(known, person, draw), ordinary.merchants()));
        }
        return payers;
    }

    /// A payer as the other silos know them, as far as they do.
    private Known known(@Nullable Block block, long person, Draw draw) {
        String account = people.accountId(person).toString();
        Seat seat = Seat.of(seed, person);
        String card = draw.uuid().toString();
        String last4 = "%04d".formatted(draw.below(10_000));
        if (block != null) {
            for (var method : block.paymentMethods()) {
                if (method.accountId().toString().equals(account)) {
                    card = method.paymentMethodId().toString();
                    last4 = method.lastFour();
                    break;
                }
            }
        }
        return new Known(account, card, last4, seat.device(), seat.ipAddress());
    }
}
