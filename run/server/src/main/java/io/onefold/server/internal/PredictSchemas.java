package io.onefold.server.internal;

import io.onefold.fraud.Action;
import io.onefold.fraud.FraudType;
import io.onefold.fraud.RiskLevel;
import io.onefold.fraud.request.Field;
import io.onefold.fraud.request.FieldCatalogue;
import io.onefold.fraud.request.RequestReader;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/// `/predict` and `/batch-predict` in the OpenAPI document, made of the catalogue of fields.
final class PredictSchemas {

    private static final String JSON = "application/json";
    private static final String REFERENCE = "#/components/schemas/";

    private PredictSchemas() {}

    static void add(OpenAPI document) {
        document.getComponents()
                .addSchemas("PaymentRequest", request())
                .addSchemas("PaymentDecision", decision())
                .addSchemas("PaymentBatch", batch())
                .addSchemas("BatchDecision", batchDecision());
        document.getPaths()
                .addPathItem(
                        "/predict",
                        post(
                                "predict",
                                "Decide one payment; the same request again answers the same bytes",
                                "PaymentRequest",
                                "PaymentDecision"))
                .addPathItem(
                        "/batch-predict",
                        post(
                                "batchPredict",
                                "Decide up to "
                                        + RequestReader.BATCH_MAX
                                        + " payments; wrong ones are listed, not refused",
                                "PaymentBatch",
                                "BatchDecision"));
    }

    private static PathItem post(String id, String summary, String request, String answer) {
        ApiResponse done = new ApiResponse().description("OK").content(content(answer));
        done.addHeaderObject(
                "Idempotent-Replay",
                new Header()
                        .description("true: these are the bytes of an earlier answer")
                        .schema(new StringSchema()));
        return new PathItem()
                .post(
                        new Operation()
                                .operationId(id)
                                .summary(summary)
                                .addTagsItem("decisions")
                                .requestBody(
                                        new RequestBody().required(true).content(content(request)))
                                .responses(new ApiResponses().addApiResponse("200", done)));
    }

    private static Content content(String schema) {
        return new Content()
                .addMediaType(
                        JSON, new MediaType().schema(new Schema<>().$ref(REFERENCE + schema)));
    }

    private static Schema<?> request() {
        ObjectSchema schema = new ObjectSchema();
        schema.description("A payment. Which fields a fraud type takes is said at each field");
        for (Field field : FieldCatalogue.shipped().fields()) {
            schema.addProperty(field.name(), field(field));
        }
        schema.setRequired(
                FieldCatalogue.shipped().fields().stream()
                        .filter(Field::required)
                        .map(Field::name)
                        .toList());
        schema.setAdditionalProperties(false);
        return schema;
    }

    private static Schema<?> field(Field field) {
        Schema<?> schema =
                switch (field.type()) {
                    case BOOLEAN -> new BooleanSchema();
                    case INTEGER -> bounded(new IntegerSchema().format("int64"), field);
                    case NUMBER, AMOUNT -> bounded(new NumberSchema(), field);
                    case TEXTS -> new ArraySchema().items(new StringSchema());
                    case LOCATION -> location();
                    case TIMESTAMP -> new StringSchema().format("date-time");
                    case DATE -> new StringSchema().format("date");
                    case FRAUD_TYPE -> fraudType();
                    case TEXT, ID, DIGITS, CURRENCY, COUNTRY, EMAIL, PHONE, IP ->
                            new StringSchema().maxLength((int) field.max());
                };
        String types =
                field.types().size() == FraudType.values().length
                        ? "every fraud type"
                        : field.types().stream()
                                .map(FraudType::wireName)
                                .sorted()
                                .toList()
                                .toString();
        return schema.description("taken by " + types);
    }

    private static Schema<?> bounded(Schema<?> schema, Field field) {
        schema.setMinimum(BigDecimal.valueOf((long) field.min()));
        schema.setMaximum(BigDecimal.valueOf((long) field.max()));
        return schema;
    }

    private static Schema<?> fraudType() {
        StringSchema schema = new StringSchema();
        FraudType.wireNames().forEach(schema::addEnumItem);
        schema.addEnumItem("all");
        return schema;
    }

    private static Schema<?> location() {
        return new ObjectSchema()
                .addProperty("lat", new NumberSchema())
                .addProperty("lng", new NumberSchema())
                .addProperty("country", new StringSchema())
                .addProperty("city", new StringSchema());
    }

    private static Schema<?> decision() {
        Schema<?> schema =
                new ObjectSchema()
                        .addProperty("transaction_id", new StringSchema())
                        .addProperty(
                                "fraud_probability",
                                nullable(new NumberSchema(), "null: it could not be scored"))
                        .addProperty("risk_level", names(RiskLevel.values()))
                        .addProperty("recommended_action", names(Action.values()))
                        .addProperty("fraud_type", new StringSchema())
                        .addProperty(
                                "confidence_score",
                                nullable(
                                        new NumberSchema(),
                                        "1 less the width of the 90 % interval of the score's bin"))
                        .addProperty("processing_time_ms", new IntegerSchema().format("int64"))
                        .addProperty("timestamp", new StringSchema().format("date-time"))
                        .addProperty("currency", new StringSchema())
                        .addProperty("policy", new StringSchema())
                        .addProperty(
                                "model",
                                new ObjectSchema()
                                        .addProperty("version", new IntegerSchema())
                                        .addProperty("hash", new StringSchema()))
                        .addProperty("reasons", list("code", "text"))
                        .addProperty("rules", list("id"))
                        .addProperty("flags", new ArraySchema().items(new StringSchema()));
        schema.setRequired(
                List.of("transaction_id", "recommended_action", "fraud_type", "timestamp"));
        return schema;
    }

    private static Schema<?> batch() {
        ArraySchema payments = new ArraySchema();
        payments.items(new Schema<>().$ref(REFERENCE + "PaymentRequest"));
        payments.setMinItems(1);
        payments.setMaxItems(RequestReader.BATCH_MAX);
        Schema<?> schema = new ObjectSchema().addProperty("transactions", payments);
        schema.setRequired(List.of("transactions"));
        return schema;
    }

    private static Schema<?> batchDecision() {
        Schema<?> counts = new ObjectSchema();
        Arrays.stream(RiskLevel.values())
                .forEach(level -> counts.addProperty(level.name(), new IntegerSchema()));
        return new ObjectSchema()
                .addProperty(
                        "predictions",
                        new ArraySchema().items(new Schema<>().$ref(REFERENCE + "PaymentDecision")))
                .addProperty("total_transactions", new IntegerSchema())
                .addProperty("processing_time_ms", new IntegerSchema().format("int64"))
                .addProperty("fraud_count", new IntegerSchema())
                .addProperty("risk_distribution", counts)
                .addProperty("errors", list("transaction_id"));
    }

    private static Schema<?> list(String... texts) {
        Schema<?> item = new ObjectSchema();
        Arrays.stream(texts).forEach(name -> item.addProperty(name, new StringSchema()));
        return new ArraySchema().items(item);
    }

    private static Schema<?> names(Enum<?>[] all) {
        StringSchema schema = new StringSchema();
        Arrays.stream(all).forEach(value -> schema.addEnumItem(value.name()));
        return schema;
    }

    private static Schema<?> nullable(Schema<?> schema, String description) {
        return schema.description(description);
    }
}
