import java.io.FileInputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyStore;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Loads the stores that the guide makes, and asks for the banks with each of the JDK's clients. */
public class Guide {
    public static void main(String[] arguments) throws Exception {
        KeyStore trust = KeyStore.getInstance("JKS");
        try (FileInputStream file = new FileInputStream(arguments[0])) {
            trust.load(file, "trust-password".toCharArray());
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (FileInputStream file = new FileInputStream("app-keyStore.p12")) {
            keys.load(file, "key-password".toCharArray());
        }
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, "key-password".toCharArray());
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trust);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);

        String banks = System.getenv("LEAN_URL") + "/banks/v1/";
        String token = System.getenv("LEAN_APP_TOKEN");
        HttpRequest request = HttpRequest.newBuilder(URI.create(banks)).header("lean-app-token", token).build();
        HttpResponse<String> response = HttpClient.newBuilder().sslContext(tls).build()
            .send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println("HttpClient " + response.statusCode());

        HttpsURLConnection connection = (HttpsURLConnection) new URL(banks).openConnection();
        connection.setSSLSocketFactory(tls.getSocketFactory());
        connection.setRequestProperty("lean-app-token", token);
        System.out.println("HttpsURLConnection " + connection.getResponseCode());
    }
}
