package io.onefold.scoring.registry;

import io.onefold.scoring.calibrate.Calibration;
import io.onefold.scoring.calibrate.ConfidenceBins;
import io.onefold.scoring.calibrate.Curve;
import io.onefold.scoring.calibrate.Isotonic;
import io.onefold.scoring.calibrate.Platt;
import io.onefold.scoring.feature.FrozenDictionary;
import io.onefold.scoring.measure.Baseline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A model's header as JSON. Floats are written as the doubles they equal, which come back exactly.
final class ArtefactHeader {

    private ArtefactHeader() {}

    static ObjectNode of(ModelArtefact artefact) {
        ObjectNode header = JsonMapper.shared().createObjectNode();
        ArrayNode features = header.putArray("features");
        artefact.features().forEach(features::add);
        header.put("feature_set", artefact.featureSetHash());
        ObjectNode dictionaries = header.putObject("dictionaries");
        for (String feature : artefact.features()) {
            FrozenDictionary dictionary = artefact.dictionaries().get(feature);
            if (dictionary != null) {
                ArrayNode words = dictionaries.putArray(feature);
                dictionary.words().forEach(words::add);
            }
        }
        ObjectNode calibration = header.putObject("calibration");
        curve(calibration.putObject("curve"), artefact.calibration().curve());
        ConfidenceBins bins = artefact.calibration().bins();
        floats(calibration.putArray("bin_uppers"), bins.uppers());
        ints(calibration.putArray("bin_frauds"), bins.frauds());
        ints(calibration.putArray("bin_rows"), bins.rows());
        ArrayNode baselines = header.putArray("baselines");
        for (Baseline baseline : artefact.baselines()) {
            ObjectNode one = baselines.addObject();
            floats(one.putArray("uppers"), baseline.uppers());
            ArrayNode counts = one.putArray("counts");
            for (long count : baseline.counts()) {
                counts.add(count);
            }
        }
        return header;
    }

    /// @throws IllegalArgumentException saying which part is wrong
    static ModelArtefact artefact(JsonNode header, byte[] forest) {
        JsonNode calibration = header.path("calibration");
        ConfidenceBins bins =
                new ConfidenceBins(
                        floats(calibration.path("bin_uppers")),
                        ints(calibration.path("bin_frauds")),
                        ints(calibration.path("bin_rows")));
        List<String> features =
                elements(header.path("features")).stream().map(JsonNode::asString).toList();
        List<Baseline> baselines =
                elements(header.path("baselines")).stream()
                        .map(
                                one ->
                                        new Baseline(
                                                floats(one.path("uppers")),
                                                longs(one.path("counts"))))
                        .toList();
        return new ModelArtefact(
                forest,
                new Calibration(curve(calibration.path("curve")), bins),
                features,
                header.path("feature_set").asString(),
                dictionaries(header.path("dictionaries")),
                baselines);
    }

    private static Map<String, FrozenDictionary> dictionaries(JsonNode node) {
        Map<String, FrozenDictionary> dictionaries = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            List<String> words =
                    elements(entry.getValue()).stream().map(JsonNode::asString).toList();
            dictionaries.put(entry.getKey(), new FrozenDictionary(words));
        }
        return dictionaries;
    }

    private static void curve(ObjectNode node, Curve curve) {
        switch (curve) {
            case Isotonic isotonic -> {
                node.put("kind", "isotonic");
                floats(node.putArray("margins"), isotonic.margins());
                ArrayNode probabilities = node.putArray("probabilities");
                for (double probability : isotonic.probabilities()) {
                    probabilities.add(probability);
                }
            }
            case Platt platt -> {
                node.put("kind", "platt");
                node.put("slope", platt.slope());
                node.put("intercept", platt.intercept());
            }
        }
    }

    private static Curve curve(JsonNode node) {
        String kind = node.path("kind").asString();
        return switch (kind) {
            case "isotonic" ->
                    new Isotonic(
                            floats(node.path("margins")),
                            elements(node.path("probabilities")).stream()
                                    .mapToDouble(JsonNode::doubleValue)
                                    .toArray());
            case "platt" ->
                    new Platt(
                            node.path("slope").doubleValue(), node.path("intercept").doubleValue());
            default ->
                    throw new IllegalArgumentException(
                            "the calibration's kind is '" + kind + "'; expected isotonic or platt");
        };
    }

    private static void floats(ArrayNode node, float[] values) {
        for (float value : values) {
            node.add((double) value);
        }
    }

    private static void ints(ArrayNode node, int[] values) {
        for (int value : values) {
            node.add(value);
        }
    }

    private static float[] floats(JsonNode node) {
        List<JsonNode> elements = elements(node);
        float[] values = new float[elements.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) elements.get(i).doubleValue();
        }
        return values;
    }

    private static int[] ints(JsonNode node) {
        return elements(node).stream().mapToInt(JsonNode::intValue).toArray();
    }

    private static long[] longs(JsonNode node) {
        return elements(node).stream().mapToLong(JsonNode::longValue).toArray();
    }

    private static List<JsonNode> elements(JsonNode array) {
        if (!array.isArray()) {
            throw new IllegalArgumentException("an array is missing");
        }
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
