"""The fields of the What If page: everything that `Tenant.what_if` takes, in Graph's words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    name: str  # in the query: the argument's, or "device." and the attribute's
    label: str
    choices: tuple[str, ...] = ()
    example: str = ""
    kind: str = "text"  # or "user", "app", "context", "yes_no", "list", "numbered"

    @property
    def id(self) -> str:
        return self.name.replace("_", "-").replace(".", "-")

    @property
    def attribute(self) -> str:
        return self.name.removeprefix("device.")


RISKS = ("low", "medium", "high", "none")
COMMON = (
    Field("user_id", "User", kind="user"),
    Field("client_id", "App", kind="app"),
    Field("ip", "IP address", example="203.0.113.7"),
    Field("country", "Country", example="FR"),
    Field("platform", "Device platform", ("android", "iOS", "windows", "windowsPhone", "macOS", "linux")),
    Field(
        "client_app_type",
        "Client app",
        ("browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "easSupported", "other"),
    ),
)
DEVICE = (
    Field("device.registered", "Registered", kind="yes_no"),
    Field("device.is_compliant", "Compliant", kind="yes_no"),
    Field("device.is_managed", "Managed", kind="yes_no"),
    Field("device.trust_type", "Trust type", ("AzureAD", "ServerAD", "Workplace")),
    Field("device.device_ownership", "Ownership", ("Company", "Personal")),
    Field("device.profile_type", "Profile type", ("RegisteredDevice", "SecureVM", "Printer", "Shared", "IoT")),
    Field("device.device_id", "Device id"),
    Field("device.display_name", "Display name", example="TILL-04"),
    Field("device.manufacturer", "Manufacturer"),
    Field("device.model", "Model"),
    Field("device.operating_system", "Operating system", example="Windows"),
    Field("device.operating_system_version", "OS version", example="10.0.22631"),
    Field("device.mdm_app_id", "MDM app id"),
    Field("device.enrollment_profile_name", "Enrollment profile"),
    Field("device.physical_ids", "Physical ids", example="[ZTDID]:7, [OrderId]:9", kind="list"),
    Field("device.system_labels", "System labels", example="M365Managed", kind="list"),
    Field("device.extension_attributes", "Extension attributes", example="1=retail, 2=till", kind="numbered"),
)
GROUPS = (
    (
        "Action or authentication context",
        "What is done, when it is not plainly signing in to an app.",
        (
            Field(
                "user_action",
                "User action",
                ("urn:user:registersecurityinfo", "urn:user:registerdevice", "urn:user:accountrecovery"),
            ),
            Field("auth_context", "Authentication context", example="c1", kind="context"),
            Field("authentication_flow", "Authentication flow", ("deviceCodeFlow", "authenticationTransfer")),
        ),
    ),
    (
        "Workload identity or guest",
        "A service principal signs in instead of a user; a guest comes from another tenant.",
        (
            Field("service_principal_id", "Service principal id"),
            Field("service_principal_risk", "Service principal risk", RISKS),
            Field(
                "user_type",
                "User type",
                (
                    "member", "internalGuest", "b2bCollaborationGuest", "b2bCollaborationMember",
                    "b2bDirectConnectUser", "otherExternalUser", "serviceProvider",
                ),
            ),
            Field("home_tenant_id", "Home tenant id"),
        ),
    ),
    (
        "Risk",
        "As a risk engine of yours rates it.",
        (
            Field("sign_in_risk", "Sign-in risk", RISKS),
            Field("user_risk", "User risk", RISKS),
            Field("insider_risk", "Insider risk", ("minor", "moderate", "elevated")),
        ),
    ),
    (
        "Network",
        "More about the place than its address says.",
        (
            Field("gps_country", "Country by positioning", example="FR"),
            Field("compliant_network", "Compliant network", kind="yes_no"),
        ),
    ),
    ("Device", "What filters for devices ask about. Several values with commas between them.", DEVICE),
)  # fmt: skip
CONTROLS = (
    ("mfa", "Multifactor authentication"),
    ("compliantDevice", "Compliant device"),
    ("domainJoinedDevice", "Hybrid joined device"),
    ("approvedApplication", "Approved client app"),
    ("compliantApplication", "App protection policy"),
    ("compliantNetwork", "Compliant network"),
    ("authenticationStrength", "Authentication strength"),
    ("passwordChange", "Password change"),
    ("riskRemediation", "Risk remediation"),
    ("termsOfUse", "Terms of use"),
    ("verifiedID", "Verified ID"),
    ("customAuthenticationFactor", "Custom control"),
)
