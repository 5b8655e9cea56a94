package dev.doorstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The package from plain Java: names without suffixes, builders, lambdas, try-with-resources, no Kotlin in sight. */
class JavaTest {
    private static final char[] PASSWORD = "correct horse battery".toCharArray();

    private final List<Message> mails = new ArrayList<>();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));

    private static KeyRing key() {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        return KeyRing.fromBytes(key);
    }

    private Engine open() {
        return Engine.open(EngineOptions.builder(Engine.IN_MEMORY, key())
                .mailer(mails::add)
                .clock(clock)
                .limits(Limits.builder().triesPerCode(3).resendAfter(Duration.ofMinutes(2)).build())
                .deliverInBackground(false)
                .build());
    }

    private static String page(Step step) {
        if (step instanceof Step.Completed done) {
            return "in: " + done.getSession().getAmr();
        } else if (step instanceof Step.Denied denied) {
            return "no: " + denied.getReason();
        } else if (step instanceof Step.CodeRequired code) {
            return "a code of " + code.getCodeLength() + ", " + code.getProblem();
        } else if (step instanceof Step.Waiting waiting) {
            return "again: " + waiting.getProblem();
        }
        throw new AssertionError(step);
    }

    @Test
    void aSignInWithASecondFactor() {
        try (Engine engine = open()) {
            Tenant tenant = engine.createTenant("contoso");
            AppRegistration shop = tenant.getApps().register("Contoso Shop");
            tenant.getUserFlows().create(NewUserFlow.builder("Flow", IdentityProvider.EMAIL_PASSWORD)
                    .clientIds(shop.getClientId())
                    .attributes(FlowAttribute.builder("city", "City").pattern("[A-Z].*").build())
                    .build());
            tenant.getMethods().enable(MethodKind.EMAIL_OTP);
            tenant.getPolicies().create(new PolicyBuilder("CA01 - All apps: Require MFA")
                    .includeAllUsers().includeAllApps().requireMfa().toJson());
            NewUser ada = NewUser.builder()
                    .email("ada@example.com")
                    .attributes(Map.of("city", AttributeValue.of("Oslo"), "age", AttributeValue.of(36)))
                    .build();
            User user = tenant.getUsers().create(ada, PASSWORD);
            App app = tenant.app(shop.getClientId());

            Step wrong = app.signIn("ada@example.com", "something else".toCharArray());
            assertEquals("again: InvalidCredentials", page(wrong));
            Step step = app.signIn("ada@example.com", PASSWORD, SignInContext.builder().ip("192.0.2.1").build());
            assertEquals("a code of 8, null", page(step));
            engine.deliverMail();
            String token = assertInstanceOf(Step.CodeRequired.class, step).getToken();
            String code = mails.get(mails.size() - 1).getCode();
            Step done = app.submitCode(token, code);
            assertEquals("in: [pwd, otp, mfa]", page(done));

            Session session = tenant.getSessions().validate(((Step.Completed) done).getToken());
            assertEquals(user.getId(), session.getUserId());
            assertEquals(clock.instant(), session.getCreatedAt());
            assertNull(tenant.getSessions().validate("dss_no"));
            Page<SignIn> log = tenant.signIns(SignInQuery.builder().result(SignInResult.SUCCESS).limit(10).build());
            assertEquals(List.of("192.0.2.1"), log.getItems().stream().map(SignIn::getIp).toList());
            tenant.updateSettings(tenant.settings().toBuilder().codeLength(6).build());
            assertEquals(6, tenant.settings().getCodeLength());
        }
    }

    @Test
    void buildersSetWhatTheyAreNamedFor() {
        SignInContext context = SignInContext.builder().ip("192.0.2.1").userAgent("x").locale("nb").build();
        assertEquals(new SignInContext("192.0.2.1", "x", "nb"), context);
        assertEquals(new ExternalSignIn("7", "ada@example.com", List.of("pwd", "hwk"), Instant.EPOCH, context),
                ExternalSignIn.builder("7").email("ada@example.com").amr("pwd", "hwk").authenticatedAt(Instant.EPOCH)
                        .context(context).build());
        assertEquals(new SmtpOptions("localhost", 25, SmtpSecurity.NONE, "u", Duration.ofSeconds(1), "me", "pem"),
                SmtpOptions.builder("localhost", 25).security(SmtpSecurity.NONE).username("u")
                        .timeout(Duration.ofSeconds(1)).helloName("me").rootCertificatePem("pem").build());
        assertEquals(new FlowAttribute("size", "Size", AttributeKind.CHOICE, true, null, List.of("S", "L")),
                FlowAttribute.builder("size", "Size").kind(AttributeKind.CHOICE).required(true).choices("S", "L").build());
    }

    @Test
    void templatesAreMadeWithoutAnEngine() {
        assertTrue(PolicyTemplates.list().stream().anyMatch(one -> one.getId().equals("require-mfa-admins")));
        PolicyTemplateInputs inputs = PolicyTemplateInputs.builder()
                .breakGlassUserIds("u").breakGlassGroupIds("g").appIds("a").allowedLocationIds("l").trustedLocationIds("t")
                .authenticationContext("c7").build();
        assertEquals(new PolicyTemplateInputs(
                List.of("u"), List.of("g"), List.of("a"), List.of("l"), List.of("t"), "c7"), inputs);
        assertTrue(PolicyTemplates.make("require-mfa-admins", inputs).contains("\"excludeGroups\":[\"g\"]"));
        assertThrows(DoorstepException.NotFound.class, () -> PolicyTemplates.make("require-luck"));
    }

    @Test
    void exceptionsAreUncheckedAndCloseOnceClosedIsFine() {
        Engine engine = open();
        var missing = assertThrows(DoorstepException.NotFound.class, () -> engine.tenant("nobody"));
        assertEquals("tenant", missing.getKind());
        assertEquals("not_found", missing.getCode());
        engine.close();
        engine.close();
        assertThrows(IllegalStateException.class, () -> engine.tenants());
    }

    /** A lambda may throw what Java checks; only what is permanent gives the message up. */
    @Test
    void aMailerThrowsCheckedExceptions() {
        List<Exception> failures = new ArrayList<>(
                List.of(new IOException("down"), new MailerException("no such mailbox", true)));
        try (Engine engine = Engine.open(EngineOptions.builder(Engine.IN_MEMORY, key())
                .mailer(message -> {
                    throw failures.remove(0);
                })
                .clock(clock)
                .deliverInBackground(false)
                .build())) {
            Tenant tenant = engine.createTenant("contoso");
            String clientId = tenant.getApps().register("Contoso Shop").getClientId();
            tenant.getUserFlows().create(
                    NewUserFlow.builder("Flow", IdentityProvider.EMAIL_OTP).clientIds(clientId).build());
            tenant.getUsers().create(NewUser.builder().email("ada@example.com").build());
            tenant.app(clientId).signIn("ada@example.com");
            assertEquals(new MailReport(0, 1, 0, 1), engine.deliverMail());
            clock.advance(Duration.ofMinutes(1));
            assertEquals(new MailReport(0, 0, 1, 0), engine.deliverMail());
        }
    }

    /** Nothing that Java can see asks for a continuation, or has a name made for Kotlin. */
    @Test
    void noKotlinInSight() {
        for (Class<?> type : List.of(Engine.class, Engine.Companion.getClass(), Tenant.class, App.class, Apps.class,
                Users.class, Groups.class, Roles.class, UserFlows.class, Methods.class, Policies.class, Sessions.class,
                KeyRing.class)) {
            for (Method method : type.getDeclaredMethods()) {
                // The compiler accepts no dollar sign in a call of what is internal to the package.
                boolean seen = Modifier.isPublic(method.getModifiers()) && !method.isSynthetic();
                if (seen && !method.getName().contains("$")) {
                    assertTrue(!method.getName().contains("Blocking"), method::toString);
                    assertTrue(Arrays.stream(method.getParameterTypes())
                            .noneMatch(parameter -> parameter.getName().startsWith("kotlin.coroutines")), method::toString);
                }
            }
        }
    }
}
