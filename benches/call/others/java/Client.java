// A client of the bench: java.net.http.HttpClient with key and trust stores, and Jackson.
//
//   java -cp JACKSON Client.java URL FOLDER 1|2 AT_ONCE get|list CALLS
//
// prints microseconds of CPU (of the process, the compiler and the collector included) and of wall time a call.

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

public class Client {
    static class Customer {
        public UUID customerId;
        public String appUserId;
        public List<Identifier> governmentIdentifiers;
    }

    static class Identifier {
        public String value;
        public String type;
    }

    static class Transactions {
        public String status;
        public UUID resultsId;
        public String message;
        public Instant timestamp;
        public Instant refreshedAt;
        public Data data;
    }

    static class Data {
        public String type;
        public List<Transaction> transactions;
        public Page page;
    }

    static class Page {
        public int number;
        public int size;
        public long totalElements;
        public int totalPages;
    }

    static class Transaction {
        public UUID entityId;
        public UUID accountId;
        public String transactionId;
        public String transactionInformation;
        public String transactionReference;
        public String creditDebitIndicator;
        public Money amount;
        public String transactionMutability;
        public Instant bookingDateTime;
        public Insights insights;
        public Balance balance;
        public String status;
        public List<String> statementReference;
        public Instant valueDateTime;
        public Long index;
        public Charge chargeAmount;
        public BankCode bankTransactionCode;
        public Card cardInstrument;
        public Merchant merchantDetails;
        public OwnCode proprietaryBankTransactionCode;
        public String localTimeZone;
        public String transactionType;
        public String subTransactionType;
        public String paymentModes;
        public List<String> flags;
        public Map<String, JsonNode> regionalData;
    }

    static class Money {
        public String currency;
        public BigDecimal amount;
    }

    static class Insights {
        public String descriptionCleansed;
        public String category;
        public BigDecimal categoryConfidence;
    }

    static class Balance {
        public String type;
        public String creditDebitIndicator;
        public Money amount;
    }

    static class Charge {
        public BigDecimal amount;
        public String currency;
        public Boolean chargeIncluded;
    }

    static class BankCode {
        public String code;
        public String subCode;
    }

    static class Card {
        public String authorizationType;
        public String cardSchemeName;
        public String identification;
        public String name;
    }

    static class Merchant {
        public String merchantCategoryCode;
        public String merchantName;
    }

    static class OwnCode {
        public String code;
        public String issuer;
    }

    static final char[] PASSWORD = "PASSWORD".toCharArray();
    static final String CUSTOMER = "/customers/v1/7c1f6a52-3a7e-4d0b-9f0c-2f6b8f1f0a11/";
    static final String LIST = "/data/v2/accounts/3e8a9c14-7d65-4b0f-a2c3-58d1e7f90b33/transactions"
            + "?entity_id=0b6d3b0e-52c4-4f4c-8a58-6f9b6e1c9d22&page=3&size=100";
    static final ObjectMapper MAPPER = mapper();

    public static void main(String[] args) throws Exception {
        var client = client(args[1], args[2]);
        int atOnce = Integer.parseInt(args[3]);
        int calls = Integer.parseInt(args[5]);
        Callable<Object> call = args[4].equals("list")
                ? () -> read(client, args[0] + LIST, Transactions.class)
                : () -> read(client, args[0] + CUSTOMER, Customer.class);
        run(call, atOnce, 2 * calls);
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long wall = System.nanoTime();
        run(call, atOnce, calls);
        double each = calls * 1000.0;
        System.out.printf("%.1f %.1f%n", (system.getProcessCpuTime() - cpu) / each, (System.nanoTime() - wall) / each);
        System.exit(0);
    }

    static void run(Callable<Object> call, int atOnce, int calls) throws Exception {
        var threads = Executors.newFixedThreadPool(atOnce);
        var all = new ArrayList<Future<?>>();
        for (int i = 0; i < atOnce; i++) {
            all.add(threads.submit(() -> {
                for (int n = 0; n < calls / atOnce; n++) call.call();
                return null;
            }));
        }
        for (var each : all) each.get();
        threads.shutdown();
    }

    static <T> T read(HttpClient client, String url, Class<T> type) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Authorization", "Bearer 5c9f3d1a8b7e4f60")
                .header("Accept", "application/json")
                .build();
        var reply = client.send(request, BodyHandlers.ofByteArray());
        if (reply.statusCode() != 200) throw new IllegalStateException("status " + reply.statusCode());
        T value = MAPPER.readValue(reply.body(), type);
        if (value instanceof Transactions list && list.data.transactions.size() != 100)
            throw new IllegalStateException("not 100 transactions");
        return value;
    }

    static HttpClient client(String folder, String version) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store("PKCS12", folder + "/app-keyStore.p12"), PASSWORD);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store("JKS", folder + "/app-trustStore.jks"));
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .sslContext(context)
                .version(version.equals("2") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .build();
    }

    static KeyStore store(String type, String file) throws Exception {
        var store = KeyStore.getInstance(type);
        try (InputStream input = new FileInputStream(file)) {
            store.load(input, PASSWORD);
        }
        return store;
    }

    static ObjectMapper mapper() {
        var times = new SimpleModule().addDeserializer(Instant.class, new JsonDeserializer<Instant>() {
            @Override
            public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                return Instant.parse(parser.getText());
            }
        });
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addModule(times)
                .build();
    }
}
